internal import Diagnostics
internal import Tables

/// The words of every warning.
extension PanelWarning {
  static func identifierColumns(_ names: [String]) -> PanelWarning {
    PanelWarning(
      .leftOutColumns,
      "\(list(names)): looks like \(names.count == 1 ? "an id" : "ids") and is not used as a feature; "
        + "--id-column says which column names the rows.",
      names: names)
  }

  static func splitColumns(_ names: [String]) -> PanelWarning {
    PanelWarning(
      .leftOutColumns, "\(list(names)): looks like a split and is not used; --splits-column makes use of one.",
      names: names)
  }

  static func nameColumns(_ names: [String]) -> PanelWarning {
    PanelWarning(
      .leftOutColumns,
      "\(list(names)): too many different texts for categories, not used; --categorical-columns uses them all the same.",
      names: names)
  }

  static func besideFeatures(_ names: [String], from origin: ColumnSorter.Origin) -> PanelWarning {
    PanelWarning(.leftOutColumns, "\(list(names)): not used, because \(words(origin)).", names: names)
  }

  static func wordsBesideFeatures(
    _ names: [String], example: String, from origin: ColumnSorter.Origin
  ) -> PanelWarning {
    PanelWarning(
      .leftOutColumns,
      "\(list(names)): not used; words such as \(UserError.shown(example, limit: 40)) are no targets (classes are written as 0 "
        + "and 1), and \(words(origin)).",
      names: names)
  }

  private static func words(_ origin: ColumnSorter.Origin) -> String {
    switch origin {
    case .sideTable: "--features names the file that holds the features"
    case .molecules: "the features are made from the molecules"
    }
  }

  static func blankColumns(_ names: [String]) -> PanelWarning {
    PanelWarning(
      .leftOutColumns, "\(count(names.count, "column")) without a name and without a cell: not used.", names: names)
  }

  static func numericNames(_ names: [String]) -> PanelWarning {
    PanelWarning(
      .numericNames,
      "\(count(names.count, "column")) with a number for a name: \(list(names)); if the first line is a row, give the table "
        + "a header line, or that row is lost.",
      names: names)
  }

  /// - Parameter columns: the columns in use, with how often each token for missing occurs.
  static func missingTokens(_ columns: [TableColumn]) -> PanelWarning {
    let places = columns.map { column in
      let tokens = column.tokens.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
      return "\(UserError.shown(column.name)) (\(tokens.prefix(5).joined(separator: ", ")))"
    }
    let cells = columns.reduce(0) { $0 + $1.tokens.values.reduce(0, +) }
    return PanelWarning(
      .missingTokens, "\(count(cells, "cell")) that say that nothing was measured, read as empty: \(list(places)).",
      names: columns.map(\.name))
  }

  static func zeroWeights(_ rows: Int) -> PanelWarning {
    PanelWarning(.zeroWeights, "\(count(rows, "row")) of weight 0 left out of everything, as if not there.")
  }

  static func unlearnableTasks(_ tasks: [RefusedTask]) -> PanelWarning {
    PanelWarning(
      .unlearnableTasks,
      "\(count(tasks.count, "task")) that cannot be learned or verified, left out: "
        + "\(list(tasks.map { "\($0.name) (\($0.reason))" })).",
      names: tasks.map(\.name))
  }

  /// - Parameter tasks: names with the two values.
  static func codedClasses(_ tasks: [String]) -> PanelWarning {
    PanelWarning(
      .codedClasses,
      "\(count(tasks.count, "task")) of two values, learned as classes, the greater one as 1: \(list(tasks)); "
        + "--regression NAME learns the numbers.",
      names: tasks)
  }

  /// - Parameter tasks: names with the two values.
  static func twoValuedTargets(_ tasks: [String]) -> PanelWarning {
    PanelWarning(
      .codedClasses,
      "\(count(tasks.count, "task")) of only two values, learned as numbers: \(list(tasks)); where they are classes, "
        + "--classification NAME says so.",
      names: tasks)
  }

  static func boundedTargets(_ tasks: [LearningTask]) -> PanelWarning {
    let places = tasks.map { "\(UserError.shown($0.name)) (\($0.boundedCount) of \($0.rows.count))" }
    return PanelWarning(
      .boundedTargets,
      "\(count(tasks.count, "task")) with bounds (>, <) among the targets: \(list(places)); a bound costs where it is violated, and "
        + "metrics leave it out.",
      names: tasks.map(\.name))
  }

  static func minusOneTargets(_ names: [String]) -> PanelWarning {
    PanelWarning(
      .codedClasses,
      "\(count(names.count, "task")) of -1, 0 and 1, learned as numbers: \(list(names)); -1 often says that nothing was "
        + "measured, and --missing=-1 reads it so, in every column.",
      names: names)
  }

  /// - Parameter columns: what occurs where, as `occurrences` words it.
  static func sentinels(_ columns: [String], example: Double) -> PanelWarning {
    PanelWarning(
      .sentinels,
      "Values far from all others that may stand for missing ones: \(list(columns)); --missing=\(shortestText(example)) "
        + "reads one as empty, in every column.",
      names: columns)
  }

  /// - Parameter columns: what occurs where, as `occurrences` words it.
  static func extremeValues(_ columns: [String], areTargets: Bool) -> PanelWarning {
    PanelWarning(
      .extremeValues,
      "Values more than \(Int(OddValues.extremeSpreads)) times the spread of most others away, which decide the scale: "
        + "\(list(columns)); correct or clip them, take logarithms, or leave the "
        + "\(areTargets ? "task" : "column") out with --ignore-columns.",
      names: columns)
  }

  /// "-999 in 8 rows of b".
  static func occurrences(_ value: Double, _ rows: Int, in name: String) -> String {
    "\(shortestText(value)) in \(count(rows, "row")) of \(UserError.shown(name))"
  }

  /// - Parameter tasks: names with the least and the greatest value.
  static func mixedUnits(_ tasks: [String]) -> PanelWarning {
    PanelWarning(
      .mixedUnits,
      "\(count(tasks.count, "task")) of values over nine powers of ten or more: \(list(tasks)); units may be mixed, and "
        + "logarithms are what a network can learn.",
      names: tasks)
  }

  static func targetsInSideTable(_ names: [String]) -> PanelWarning {
    PanelWarning(
      .leftOutColumns, "\(list(names)): in the side table, but not used as features because the panel has them too.",
      names: names)
  }

  static func droppedTasks(_ names: [String], minRows: Int) -> PanelWarning {
    PanelWarning(
      .droppedTasks,
      "\(count(names.count, "task")) with fewer than \(minRows) rows dropped (--min-rows): \(list(names)).",
      names: names)
  }

  static func repeatedMeasurements(_ repeats: Int) -> PanelWarning {
    PanelWarning(
      .repeatedMeasurements,
      "\(count(repeats, "measurement")) of an id that the same task measured before: kept as further rows of the id.")
  }

  static func imputedCells(_ cells: Int, columns names: [String]) -> PanelWarning {
    PanelWarning(
      .imputedCells,
      "\(count(cells, "empty cell")) in \(count(names.count, "feature")) filled with the feature's mean: \(list(names)).",
      names: names)
  }

  static func constantFeatures(_ names: [String]) -> PanelWarning {
    PanelWarning(
      .constantFeatures,
      "\(count(names.count, "feature")) the same in every row, useless though harmless: \(list(names)).", names: names)
  }

  static func tinyTasks(_ names: [String], below rows: Int) -> PanelWarning {
    PanelWarning(
      .tinyTasks,
      "\(count(names.count, "task")) with fewer than \(rows) rows, whose losses will be noisy: \(list(names)).",
      names: names)
  }

  static func oneClassTasks(_ names: [String], below rows: Int) -> PanelWarning {
    PanelWarning(
      .oneClassTasks,
      "\(count(names.count, "task")) with fewer than \(rows) rows of the rarer class: \(list(names)).", names: names)
  }

  static func duplicatedRows(_ rows: Int, stacked: Bool) -> PanelWarning {
    let what =
      stacked ? "repeat features and target of another row of their task" : "repeat the features of a row of another id"
    return PanelWarning(
      .duplicatedRows,
      "\(count(rows, "row")) \(what); if they are the same sample, name it with --id-column so that no copy is tested on "
        + "what it was trained on.")
  }

  static func identicalTasks(_ pairs: [String]) -> PanelWarning {
    PanelWarning(
      .identicalTasks,
      "\(count(pairs.count, "pair")) of tasks with the same targets wherever both are measured; one of each pair is "
        + "enough: \(pairs.prefix(10).map { UserError.shown($0, limit: 400) }.joined(separator: "; "))\(pairs.count > 10 ? "; and \(pairs.count - 10) more" : "").",
      names: pairs)
  }

  static func skewedTargets(_ names: [String]) -> PanelWarning {
    PanelWarning(
      .skewedTargets,
      "\(count(names.count, "task")) with extremely skewed targets, of which a few decide the loss; consider "
        + "logarithms: \(list(names)).",
      names: names)
  }

  static let unknownOverlap = PanelWarning(
    .unknownOverlap,
    "Nothing says which rows of different tasks are the same sample, so overlap counts as 0; --id-column tells.")

  static func rowsWithoutTask(_ rows: Int) -> PanelWarning {
    PanelWarning(.rowsWithoutTask, "\(count(rows, "row")) without any target; they only take part in scaling.")
  }

  static func list(_ names: [String]) -> String { UserError.abbreviatedList(names, limit: 12) }

  static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
