internal import Foundation
internal import Grouping
internal import Panels
internal import Reports
internal import StudyFiles
internal import Tables

extension Study {
  /// The tables that another program can train a plan's networks on; none where no molecules are known.
  func trainingTables(of plan: GroupPlan) throws -> [TrainingTable] {
    let panel = try panel().panel
    let (files, options) = (settings.panel.files, settings.panel.options)
    guard panel.layout == .wide, files.count == 1, !options.smilesColumns.isEmpty, !InputFile.isPipe(files[0]) else {
      return []
    }
    let molecules = try PanelMolecules(file: files[0], options: options, rowCount: panel.rowCount)
    if molecules.columns.isEmpty { return [] }
    return TrainingTable.all(of: plan, panel: panel, molecules: molecules, splits: try splits())
  }

  /// Writes them to `training/`, and removes those of an earlier plan.
  func writeTables(_ tables: [TrainingTable]) throws {
    let names = Set(tables.map { $0.name + ".csv" })
    for old in (try? FileManager.default.contentsOfDirectory(atPath: folder.training)) ?? []
    where !names.contains(old) && old.wholeMatch(of: /(group|alone)-[0-9]+\.csv/) != nil {
      try FileManager.default.removeItem(atPath: folder.training + "/" + old)
    }
    if tables.isEmpty { return }
    try folder.make(folder.training)
    for table in tables { try table.csv().write(to: folder.training + "/" + table.name + ".csv") }
  }
}
