import Diagnostics
import LinearAlgebra
import Panels
import Relations
import Testing

/// What every relation must do on every panel.
@Suite struct RelationBatteryTests {
  private func relations(_ panel: Panel, threads: Int = 2, maxRows: Int = 1000) throws -> RelationTable {
    try computeRelations(
      of: panel, settings: RelationSettings(maxRowsPerTask: maxRows, seed: 3),
      excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount), threads: threads
    ).table
  }

  @Test("Values are finite, or NaN where the rule says so", arguments: PanelShape.all(seeds: 11...12))
  func finite(shape: PanelShape) throws {
    let panel = shape.panel()
    let table = try relations(panel)
    for (column, relation) in Relation.all.enumerated() {
      let values = table.values.column(column)
      #expect(!values.contains { $0.isInfinite }, "\(relation.name), \(shape)")
      let mayBeUndefined = [.labels, .axes].contains(relation.family) || relation.name.hasSuffix("geometric")
      if !mayBeUndefined { #expect(!values.contains { $0.isNaN }, "\(relation.name), \(shape)") }
    }
  }

  @Test("Exchanging tasks exchanges mirrors and leaves symmetric relations", arguments: PanelShape.all(seeds: 11...12))
  func taskOrder(shape: PanelShape) throws {
    let panel = shape.panel()
    let table = try relations(panel)
    let reversed = try relations(panel.replacing(tasks: panel.tasks.reversed()))
    let last = panel.tasks.count - 1
    for a in panel.tasks.indices {
      for b in panel.tasks.indices where a < b {
        // Ties go by the order of the tasks, and rows that two tasks share tie with their copies.
        let hasTies = shape.inputs != .numbers || shape.layout == .wide
        for relation in Relation.all where !hasTies || relation.name != "cross_link" {
          let value = table.values[table.row(of: a, b), Relation.column(relation.name)]
          let mirrored = reversed.values[reversed.row(of: last - a, last - b), Relation.column(relation.mirror)]
          #expect(isClose(value, mirrored), "\(relation.name) of (\(a), \(b)), \(shape): \(value), \(mirrored)")
        }
      }
    }
  }

  @Test("The order of rows does not matter", arguments: PanelShape.all(seeds: 11...12))
  func rowOrder(shape: PanelShape) throws {
    let panel = shape.panel()
    var random = RandomStream(seed: shape.seed).split("row order")
    let order = random.permutation(panel.rowCount)
    let (table, shuffled) = (try relations(panel), try relations(panel.reorderingRows(order)))
    for (index, value) in table.values.elements.enumerated() {
      let other = shuffled.values.elements[index]
      let name = Relation.names[index % Relation.names.count]
      #expect(isClose(value, other), "\(name), \(shape): \(value), \(other)")
    }
  }

  @Test("The same bytes for any number of threads", arguments: PanelShape.all(seeds: 11...11), [1000, 12])
  func threads(shape: PanelShape, maxRows: Int) throws {
    let panel = shape.panel()
    let bits = try (1...3).map { threads in
      try relations(panel, threads: threads, maxRows: maxRows).values.elements.map(\.bitPattern)
    }
    #expect(bits[0] == bits[1] && bits[0] == bits[2], "\(shape)")
  }

  @Test("One task, and a task without rows, are refused")
  func refusals() {
    let panel = PanelShape(layout: .wide, inputs: .numbers, seed: 1).panel()
    #expect(throws: UserError.relationsNeedTwoTasks(found: 1)) {
      try relations(panel.replacing(tasks: [panel.tasks[0]]))
    }
    let empty = LearningTask(name: "empty", kind: .regression, rows: [], targets: [])
    #expect(throws: UserError.relationsNeedRows(task: "empty")) {
      try relations(panel.replacing(tasks: [panel.tasks[0], empty]))
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

/// Equal up to the rounding of another order of additions.
private func isClose(_ x: Double, _ y: Double) -> Bool {
  x.isNaN && y.isNaN || (x - y).magnitude <= 1e-5 * max(x.magnitude, y.magnitude) + 1e-6
}
