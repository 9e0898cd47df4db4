import LinearAlgebra
import Panels
import Relations
import Testing

/// Axes of tasks too large to decompose whole, against a full decomposition.
@Suite struct PrincipalAxesTests {
  @Test(
    "Iterated axes equal those of the covariance matrix",
    arguments: [PanelShape.Inputs.numbers, .bits, .ties], [UInt64(1), 2])
  func largeTasks(inputs: PanelShape.Inputs, seed: UInt64) throws {
    var shape = PanelShape(layout: .wide, inputs: inputs, seed: seed)
    shape.rows = 420
    shape.features = 150
    shape.tasks = 4
    shape.hasTinyTasks = false
    let panel = shape.panel()
    let plain = PlainInputs(panel.features)
    let table = try alignments(panel)
    for a in panel.tasks.indices {
      for b in panel.tasks.indices where a < b {
        let expected = plainAlignment(plain.rows(panel.tasks[a]), plain.rows(panel.tasks[b]))
        #expect(disagreement(table[a * 4 + b], expected) == nil, "(\(a), \(b)), \(shape)")
      }
    }
  }

  @Test("Rows of low rank, equal rows and too few rows")
  func degenerate() throws {
    var shape = PanelShape(layout: .wide, inputs: .numbers, seed: 3)
    shape.rows = 300
    shape.features = 120
    let base = shape.panel()
    guard case .dense(var matrix) = base.features else { return }
    for row in 0..<300 { for column in 0..<120 { matrix[row, column] = Float(row % 7 * (column % 5) + row % 3) } }
    let tasks = [0..<300, 0..<200, 0..<1, 0..<2].map { rows in
      LearningTask(
        name: "\(rows)", kind: .regression, rows: Array(rows), targets: [Double](repeating: 0, count: rows.count))
    }
    let panel = Panel(
      features: .dense(matrix), featureNames: base.featureNames, tasks: tasks, layout: .wide,
      entities: Array(0..<300), entityCount: 300, overlapIsKnown: true)
    let table = try alignments(panel)
    #expect((table[1] - plainAlignment(rows(panel, 0), rows(panel, 1))).magnitude < 1e-4)
    #expect(table[2].isNaN)
    #expect((table[3] - plainAlignment(rows(panel, 0), rows(panel, 3))).magnitude < 1e-4)
  }

  private func rows(_ panel: Panel, _ task: Int) -> [[Double]] {
    PlainInputs(panel.features).rows(panel.tasks[task])
  }

  /// [a * 4 + b]: `pca_alignment` of tasks a < b.
  private func alignments(_ panel: Panel) throws -> [Double] {
    let table = try computeRelations(
      of: panel, settings: RelationSettings(), excludingLabelsOf: [Bool](repeating: false, count: panel.rowCount),
      threads: 2
    ).table
    var values = [Double](repeating: .nan, count: 16)
    for a in 0..<4 {
      for b in a + 1..<4 { values[a * 4 + b] = table.value(.axisAlignment, a, b) }
    }
    return values
  }
}
