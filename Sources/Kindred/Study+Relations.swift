internal import Diagnostics
internal import Labels
internal import LinearAlgebra
internal import Panels
public import Relations
internal import Tables

extension Study {
  /// The relations of every pair (`relations.csv`), and how much sampling error they carry (`panel.json`).
  @discardableResult
  public func relate() throws -> RelationTable {
    let reading = try panel()
    let inputs = [
      settings.panel.hash, try text(settings.relations), "\(settings.seed)", "\(settings.protocol.verifyFraction)",
    ]
    try perform("relate", inputs: inputs, files: [folder.relations, folder.panel]) {
      progress.begin("Relations", total: 0)
      let relations = try computeRelations(
        of: reading.panel, settings: relationSettings,
        excludingLabelsOf: ReplicateSplits(panel: reading.panel, settings: settings.labels).isVerification,
        threads: threads, progress: progress, interruption: interruption)
      try write(relations.table)
      try JSONText.write(PanelFile(panel: reading.summary, relations: relations.sampling), to: folder.panel)
      progress.end("\(relations.table.values.rows) pairs x \(relations.table.names.count) relations")
      knownRelations = relations.table
    }
    return try relations()
  }

  /// The relations, read back where they were not made in this run.
  func relations() throws -> RelationTable {
    if let knownRelations { return knownRelations }
    guard StudyFolder.exists(folder.relations) else { throw UserError.missingStep(folder.relations, command: "relate") }
    let table = try Table.read(folder.relations)
    let names = Array(table.columnNames.dropFirst(2))
    var values = Matrix<Double>(rows: table.rowCount, columns: names.count)
    for (column, name) in names.enumerated() {
      for (row, value) in try table.optionalNumbers(name).enumerated() { values[row, column] = value ?? .nan }
    }
    let count = try panel().panel.tasks.count
    guard values.rows == count * (count - 1) / 2 else {
      throw UserError.damagedFile(folder.relations, command: "relate")
    }
    let relations = RelationTable(taskCount: count, names: names, values: values)
    knownRelations = relations
    return relations
  }

  private var relationSettings: RelationSettings {
    var relations = settings.relations
    relations.seed = settings.seed
    return relations
  }

  private func write(_ relations: RelationTable) throws {
    let tasks = try panel().panel.tasks
    var rows = CSVWriter(header: ["task_a", "task_b"] + relations.names)
    var pair = 0
    for a in tasks.indices {
      for b in (a + 1)..<max(tasks.count, a + 1) {
        let values = (0..<relations.names.count).map { CSVCell.number(relations.values[pair, $0]) }
        rows.append([.text(tasks[a].name), .text(tasks[b].name)] + values)
        pair += 1
      }
    }
    try rows.write(to: folder.relations)
  }
}

/// What `panel.json` holds.
struct PanelFile: Encodable {
  var panel: PanelSummary
  var relations: SamplingReport
}
