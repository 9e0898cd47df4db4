internal import Diagnostics
internal import Labels
public import Relations
internal import StudyFiles

extension Steps {
  /// The relations of every pair, and how much sampling error they carry.
  static let relate = Step<RelationTable>(
    name: .relate, algorithm: 1,
    inputs: { study in
      try [
        study.settings.panel.hash, Study.text(study.settings.relations), "\(study.settings.seed)",
        "\(study.settings.protocol.verifyFraction)",
      ] + (study.panel().panel.hasMolecules ? ["molecular relations 1"] : [])
    },
    files: { [$0.relations, $0.panel] },
    make: { study in
      let reading = try study.panel()
      study.progress.begin("Relations", total: 0)
      var settings = study.settings.relations
      settings.seed = study.settings.seed
      let relations = try computeRelations(
        of: reading.panel, settings: settings, excludingLabelsOf: study.splits().isVerification,
        threads: study.threads, progress: study.progress, interruption: study.interruption)
      try relations.table.write(
        to: study.folder.relations, taskNames: reading.panel.tasks.map(\.name), threads: study.threads)
      try PanelFile(panel: reading.summary, relations: relations.sampling).write(to: study.folder.panel)
      study.progress.end("\(relations.table.values.rows) pairs x \(relations.table.columns.count) relations")
      return relations.table
    },
    read: { study in
      let panel = try study.panel().panel
      return try RelationTable.read(
        study.folder.relations, relations: Relation.all(of: panel), taskNames: panel.tasks.map(\.name))
    })
}

extension Study {
  /// The relations of every pair (`relations.csv`), and how much sampling error they carry (`panel.json`).
  @discardableResult
  public func relate() throws -> RelationTable { try result(of: Steps.relate) }
}
