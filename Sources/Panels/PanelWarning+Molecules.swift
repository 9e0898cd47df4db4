internal import Diagnostics

/// The words of warnings about molecules.
extension PanelWarning {
  /// - Parameter tasks: names with the word that is 1.
  static func classWords(_ tasks: [String]) -> PanelWarning {
    PanelWarning(
      .codedClasses, "\(count(tasks.count, "task")) of two words, learned as classes: \(list(tasks)).", names: tasks)
  }

  static func moleculesNotRead(_ smiles: [String], features: [String]) -> PanelWarning {
    PanelWarning(
      .moleculesNotRead,
      "\(list(smiles)): only names the molecules, which are not read; all that is learned from is \(list(features)). "
        + "\(list(smiles.map { "--smiles-columns \($0)" })) reads them, or give fingerprints or descriptors with --features FILE.",
      names: smiles)
  }

  static func skippedRows(_ summary: MoleculeSummary, column: String) -> PanelWarning {
    let reasons = summary.skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    let rows = summary.skipped.values.reduce(0, +)
    return PanelWarning(
      .skippedRows,
      "\(count(rows, "row")) left out, whose \(UserError.shown(column)) is no molecule: \(list(reasons)).",
      names: [column])
  }

  static func fragments(_ rows: Int) -> PanelWarning {
    PanelWarning(
      .fragments,
      "\(count(rows, "row")) of several fragments (salts, solvents, mixtures), read whole; --largest-fragment reads the "
        + "largest alone.")
  }

  static func repeated(_ repeated: RepeatedMeasurements, policy: DuplicatePolicy) -> PanelWarning {
    let kept =
      policy == .keep
      ? "all are kept as rows of their own; --duplicates mean, median or majority makes one of them"
      : "one is left of each (\(policy.rawValue))"
    return PanelWarning(
      .repeatedMeasurements,
      "\(count(repeated.pairs, "time")) a task measured one molecule more than once, \(repeated.disagreeing) of them with "
        + "another result; \(kept).")
  }

  static func equalFingerprints(_ rows: Int) -> PanelWarning {
    PanelWarning(
      .duplicatedRows,
      "\(count(rows, "row")) with the fingerprint of another molecule (stereoisomers, longer chains): nothing tells them "
        + "apart, and one may be tested on what was learned from the other.")
  }
}
