internal import Diagnostics
internal import Labels
public import Relations
internal import StudyFiles

extension Steps {
  /// The relations of every pair, and how much sampling error they carry.
  static let relate = Step<StudyRelations>(
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
      let analysis = try RelationAnalysis(
        of: reading.panel, settings: settings, excludingLabelsOf: study.splits().isVerification,
        threads: study.threads, progress: study.progress, interruption: study.interruption)
      try analysis.write(
        to: study.folder.relations, taskNames: reading.panel.tasks.map(\.name), threads: study.threads)
      try PanelFile(panel: reading.summary, relations: analysis.sampling).write(to: study.folder.panel)
      study.progress.end("\(analysis.pairCount) pairs x \(analysis.names.count) relations")
      return StudyRelations(analysis, threads: study.threads)
    },
    read: { study in
      let panel = try study.panel().panel
      return StudyRelations(
        try RelationTable.read(
          study.folder.relations, relations: Relation.all(of: panel), taskNames: panel.tasks.map(\.name)))
    })
}

/// The relations of a study: a table that is made when somebody asks for it.
final class StudyRelations {
  let pairCount: Int
  /// Column names, as in `relations.csv`.
  let names: [String]
  private var make: (() -> RelationTable)?
  private var made: RelationTable?

  init(_ table: RelationTable) {
    pairCount = table.values.rows
    names = table.names
    made = table
  }

  init(_ analysis: RelationAnalysis, threads: Int) {
    pairCount = analysis.pairCount
    names = analysis.names
    make = { analysis.table(threads: threads) }
  }

  /// The table; what it was made from is given up.
  var table: RelationTable {
    if let made { return made }
    guard let make else { preconditionFailure("neither a table nor what makes one") }
    let table = make()
    made = table
    self.make = nil
    return table
  }
}

extension Study {
  /// The relations of every pair (`relations.csv`), and how much sampling error they carry (`panel.json`).
  @discardableResult
  public func relate() throws -> RelationTable { try result(of: Steps.relate).table }

  /// The same without the table in memory: how many pairs and which columns the file holds.
  public func writeRelations() throws -> (pairs: Int, columns: [String]) {
    let relations = try result(of: Steps.relate)
    return (relations.pairCount, relations.names)
  }
}
