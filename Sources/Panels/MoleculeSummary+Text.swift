internal import Diagnostics

extension MoleculeSummary {
  /// What a chemist would want to see first, for people.
  var lines: [String] {
    let left = skipped.values.reduce(0, +)
    var lines = [
      "Molecules \(molecules) in \(UserError.shown(column)); \(fragmentRows) rows of several fragments, \(left) left out"
    ]
    if let commonScaffold {
      lines.append(
        "Scaffolds \(scaffolds), the most common one \(UserError.shown(commonScaffold, limit: 60)) with "
          + "\(commonScaffoldMolecules) molecules; \(acyclic) molecules without a ring")
    }
    if let neighbours {
      let parts = [("set aside", neighbours.verification), ("in folds", neighbours.folds)].compactMap { name, share in
        share.map { "\(PanelSummary.percent($0)) of those \(name)" }
      }
      if !parts.isEmpty {
        lines.append(
          "Near      \(parts.joined(separator: ", ")) have a neighbour (Tanimoto above "
            + "\(PanelSummary.fixed(NeighbourShare.threshold, digits: 1))) among those trained on")
      }
    }
    if let nearest {
      let numbers = [nearest.minimum, nearest.median, nearest.maximum].map { PanelSummary.fixed($0, digits: 2) }
      lines.append(
        "Tasks     the nearest molecule of another task is \(numbers[0]) to \(numbers[2]) similar (median \(numbers[1]))"
      )
    }
    return lines
  }
}
