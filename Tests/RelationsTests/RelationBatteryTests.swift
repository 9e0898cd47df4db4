import Diagnostics
import KindredTestSupport
import LinearAlgebra
import Panels
import Relations
import Testing

extension Relation {
  /// How far the labels of the first task spread, beside those of the second: a relation that only this test knows.
  fileprivate static let labelSpread = Relation("label_spread", .labels, .directed, scaleFree: true) { pair in
    func spread(_ task: Int) -> Double {
      let task = pair.panel.tasks[task]
      let seen = zip(task.rows, task.targets).filter { !pair.isHidden[$0.0] }.map { Double($0.1) }
      return (seen.max() ?? 0) - (seen.min() ?? 0)
    }
    return spread(pair.first) / spread(pair.second)
  }
}

@Suite struct RelationBatteryTests {
  @Test("Every relation of the registry passes the battery", arguments: PanelShape.all(seeds: 11...12))
  func registry(shape: PanelShape) throws {
    let battery = RelationBattery(Relation.all)
    #expect(try battery.findings(on: shape.panel(), hasTies: shape.hasTies, seed: shape.seed) == [], "\(shape)")
  }

  @Test("Relations of samples do not depend on threads", arguments: PanelShape.all(seeds: 11...11))
  func samples(shape: PanelShape) throws {
    let panel = shape.panel()
    let tables = try (1...3).map { threads in
      try computeRelations(
        of: panel, settings: RelationSettings(maxRowsPerTask: 12, seed: 3),
        excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount), threads: threads)
    }
    for other in tables.dropFirst() {
      #expect(tables[0].table.values.elements.map(\.bitPattern) == other.table.values.elements.map(\.bitPattern))
      #expect(tables[0].sampling == other.sampling, "\(shape)")
    }
  }

  @Test("A relation of one's own passes it too, and gets its columns in the file")
  func ownRelation() throws {
    let shape = PanelShape(layout: .stacked, inputs: .numbers, seed: 12)
    let panel = shape.panel()
    let relations = Relation.all + [.labelSpread]
    #expect(try RelationBattery([.labelSpread]).findings(on: panel, hasTies: false, seed: 1) == [])
    let table = try computeRelations(
      relations, of: panel, settings: RelationSettings(),
      excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount), threads: 2
    ).table
    #expect(table.names == Relation.all.flatMap(\.columns).map(\.name) + ["label_spread_a", "label_spread_b"])
    let folder = try TemporaryFolder()
    let names = panel.tasks.map(\.name)
    try table.write(to: folder.path("relations.csv"), taskNames: names, threads: 2)
    let read = try RelationTable.read(folder.path("relations.csv"), relations: relations, taskNames: names)
    let (there, back) = (read.value(.labelSpread, 0, 2), read.value(.labelSpread, 2, 0))
    #expect(there == table.value(.labelSpread, 0, 2) && (there * back - 1).magnitude < 1e-12)
    #expect(throws: UserError.self) {
      try RelationTable.read(folder.path("relations.csv"), taskNames: names)
    }
  }

  @Test("A relation that breaks a rule does not pass")
  func broken() throws {
    let panel = PanelShape(layout: .wide, inputs: .numbers, seed: 12).panel()
    let broken = [
      Relation("infinite", .labels, scaleFree: false) { _ in .infinity },
      Relation("empty", .size, scaleFree: false) { _ in .nan },
      Relation("one_sided", .size, scaleFree: false) { Double($0.rows.first) },
      Relation("positional", .size, .directed, scaleFree: false) { Double($0.first) },
      Relation("first_row", .labels, .directed, scaleFree: false) { Double($0.panel.tasks[$0.first].targets[0]) },
    ]
    for relation in broken {
      let findings = try RelationBattery([relation]).findings(on: panel, hasTies: false, seed: 1)
      // An infinite value is an undefined one: an empty cell, which a relation of labels may have.
      #expect(findings.isEmpty == (relation.name == "infinite"), "\(relation.name): \(findings)")
    }
  }

  @Test("Raised interruptions stop the work")
  func interruption() {
    let panel = PanelShape(layout: .wide, inputs: .numbers, seed: 1).panel()
    let interruption = Interruption()
    interruption.raise()
    #expect(throws: UserError.interrupted) {
      try computeRelations(
        of: panel, settings: RelationSettings(), excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount),
        threads: 2, interruption: interruption)
    }
  }
}
