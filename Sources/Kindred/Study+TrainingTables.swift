internal import Foundation
internal import Grouping
internal import Panels
internal import Reports
internal import StudyFiles
internal import Tables
internal import Trainers

extension Study {
  /// The tables that another program can train a plan's networks on; none where no molecules are known.
  func trainingTables(of plan: GroupPlan) throws -> [TrainingTable] {
    let alone = plan.served.indices.filter { plan.served[$0] == nil }.map { [$0] }
    return try trainingTables(of: plan.groups + alone)
  }

  /// The same of some networks.
  func trainingTables(of networks: [[Int]]) throws -> [TrainingTable] {
    let molecules = try molecules()
    if settings.panel.options.smilesColumns.isEmpty || molecules.columns.isEmpty { return [] }
    let source = TrainingSource(panel: try panel().panel, molecules: molecules, isWhole: false)
    return TrainingTable.all(of: networks, source: source, splits: try splits())
  }

  /// The molecules that the panel was read with, or else those in the one table of a wide panel; none elsewhere.
  func molecules() throws -> PanelMolecules {
    let panel = try panel().panel
    if let known = panel.inputs.molecules { return PanelMolecules(known) }
    let files = settings.panel.files
    guard panel.layout == .wide, files.count == 1, !InputFile.isPipe(files[0]) else {
      return PanelMolecules(columns: [])
    }
    return try PanelMolecules(file: files[0], options: settings.panel.options, rowCount: panel.rowCount)
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
    for table in tables { try table.csv(signs: true).write(to: folder.training + "/" + table.name + ".csv") }
  }
}
