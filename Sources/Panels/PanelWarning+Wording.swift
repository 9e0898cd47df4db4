internal import Diagnostics

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

  static func besideSideTable(_ names: [String]) -> PanelWarning {
    PanelWarning(
      .leftOutColumns, "\(list(names)): not used, because --features names the file that holds the features.",
      names: names)
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
        + "enough: \(pairs.prefix(10).joined(separator: "; "))\(pairs.count > 10 ? "; and \(pairs.count - 10) more" : "").",
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

  private static func list(_ names: [String]) -> String { UserError.abbreviatedList(names, limit: 12) }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
