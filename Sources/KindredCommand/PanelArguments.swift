public import ArgumentParser
internal import Foundation
public import Kindred

/// Which panel, and how its table is to be read; chemprop's spelling where it has one.
struct PanelArguments: ParsableArguments {
  @Argument(
    help: """
      The panel: one or more files such as .csv, .tsv, .csv.gz, .parquet or .npz; several are joined by --id-column.
      """,
    completion: .file())
  var panel: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "The tasks' columns (globs such as 'NR-*'), or the target of a stacked panel.")
  var targetColumns: [String] = []

  @Option(parsing: .upToNextOption, help: "Columns that are neither features nor tasks (globs).")
  var ignoreColumns: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "The column of SMILES: its molecules are what is learned from, unless --features is given.")
  var smilesColumns: [String] = []

  @Option(
    help: ArgumentHelp(
      "What molecules become: morgan:RADIUS:BITS, counts:RADIUS:BITS, descriptors or joined (default: morgan:2:2048).",
      valueName: "form"),
    transform: Self.fingerprint)
  var fingerprint: FingerprintSettings?

  @Flag(help: "Read the largest fragment of a SMILES alone, without salts and solvents.")
  var largestFragment = false

  @Flag(help: "Keep molecules of one Bemis-Murcko scaffold together in every fold and in what is set aside.")
  var scaffoldFolds = false

  @Option(help: "The column whose equal cells no fold separates, such as a series or a cluster.")
  var clusterColumn: String?

  @Option(help: "The column of times (numbers, or dates such as 2021-03-14): the past trains, the future tests.")
  var timeColumn: String?

  @Option(
    help:
      "Several measurements of one task on one molecule or id: keep, mean, median, majority or error (default: keep).")
  var duplicates: DuplicatePolicy?

  @Option(help: "The column that weighs the rows.")
  var weightColumn: String?

  @Option(help: "The column that says train, val or test; test rows are set aside for verify.")
  var splitsColumn: String?

  @Option(help: "A file that says which rows are which instead, as chemprop writes splits.json.", completion: .file())
  var splitsFile: String?

  @Option(help: "The column that names the task of a row (stacked and long panels).")
  var taskColumn: String?

  @Option(help: "The column that says which row is which; makes overlap visible in stacked panels.")
  var idColumn: String?

  @Option(
    help: "A table of features, keyed by the id or in row order (.csv, .csv.gz, .npy, .npz).",
    completion: .file())
  var features: String?

  @Option(parsing: .upToNextOption, help: "Feature columns whose numbers are codes of categories.")
  var categoricalColumns: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "Tasks that are classifications, whatever they look like (globs).")
  var classification: [String] = []

  @Option(
    parsing: .upToNextOption, help: "Tasks that are regressions, whatever they look like (globs).")
  var regression: [String] = []

  @Option(help: "Leave out tasks with fewer measurements than this.")
  var minRows: Int?

  @Option(
    parsing: .upToNextOption,
    help: "Spellings that are read as empty among numbers, besides NA, NaN, null, - and the like; --missing=-999.")
  var missing: [String] = []
}

extension PanelArguments {
  /// Writes what was typed over the options.
  func apply(to options: inout PanelOptions) {
    if !targetColumns.isEmpty { options.targetColumns = targetColumns }
    if !ignoreColumns.isEmpty { options.ignoreColumns = ignoreColumns }
    if !smilesColumns.isEmpty { options.smilesColumns = smilesColumns }
    if let fingerprint { options.fingerprint = fingerprint }
    if scaffoldFolds { options.scaffoldFolds = true }
    if let clusterColumn { options.clusterColumn = clusterColumn }
    if let timeColumn { options.timeColumn = timeColumn }
    if largestFragment { options.largestFragment = true }
    if let duplicates { options.duplicates = duplicates }
    if let weightColumn { options.weightColumn = weightColumn }
    if let splitsColumn { options.splitsColumn = splitsColumn }
    if let splitsFile { options.splitsFile = splitsFile }
    if let taskColumn { options.taskColumn = taskColumn }
    if let idColumn { options.idColumn = idColumn }
    if let features { options.features = features }
    if !categoricalColumns.isEmpty { options.categoricalColumns = categoricalColumns }
    if !classification.isEmpty { options.classification = classification }
    if !regression.isEmpty { options.regression = regression }
    if let minRows { options.minRows = minRows }
    if !missing.isEmpty { options.missing = missing }
  }
}

extension DuplicatePolicy: ExpressibleByArgument {}

extension PanelArguments {
  @Sendable private static func fingerprint(_ text: String) throws -> FingerprintSettings {
    guard let settings = FingerprintSettings(text) else {
      let (radius, bits) = (FingerprintSettings.radiusRange, FingerprintSettings.bitsRange)
      throw ValidationError(
        "--fingerprint is \(text); expected morgan, counts or joined, each with :RADIUS:BITS or without (radius "
          + "\(radius.lowerBound) to \(radius.upperBound), \(bits.lowerBound) to \(bits.upperBound) bits), or descriptors."
      )
    }
    return settings
  }

  /// Finds a panel that was named behind an option that takes every word up to the next.
  mutating func validate() throws {
    if let minRows, !PanelOptions.minRowsRange.contains(minRows) {
      let range = PanelOptions.minRowsRange
      throw ValidationError("--min-rows is \(minRows); expected \(range.lowerBound) to \(range.upperBound).")
    }
    let words =
      targetColumns + ignoreColumns + smilesColumns + categoricalColumns + classification + regression + missing
    let endings = [".csv", ".tsv", ".csv.gz", ".tsv.gz"]
    guard panel.isEmpty, let taken = words.first(where: { word in endings.contains { word.hasSuffix($0) } }) else {
      return
    }
    throw ValidationError(
      "\(taken) was taken for a column: options such as --target-columns take every word up to the next option. "
        + "Name the panel first.")
  }
}
