import LinearAlgebra
import Panels
import Relations
import Statistics
import Testing

/// What a fast relation and its plain definition differ by, or nil if they agree to 1e-4 (or on being undefined).
func disagreement(_ value: Double, _ plain: Double) -> Double? {
  if value.isNaN && plain.isNaN { return nil }
  let gap = (value - plain).magnitude
  return gap <= 1e-4 * plain.magnitude + 1e-9 ? nil : gap.isNaN ? .infinity : gap
}

/// Every relation of every pair that is not what the plain definition says, in words.
func disagreements(_ table: RelationTable, with panel: Panel, hidden: [Bool]) -> [String] {
  let inputs = PlainInputs(panel.features)
  var found: [String] = []
  for a in panel.tasks.indices {
    for b in panel.tasks.indices where a < b {
      let plain = plainRelations(panel.tasks[a], panel.tasks[b], panel: panel, inputs: inputs, hidden: hidden)
      for (column, name) in table.names.enumerated() {
        let value = table.values[TaskPair(a, b).index(taskCount: table.taskCount), column]
        guard let expected = plain[name] else { return ["no plain definition of \(name)"] }
        if disagreement(value, expected) != nil { found.append("\(name) of (\(a), \(b)): \(value), plain \(expected)") }
      }
    }
  }
  return found
}

@Suite struct PlainAgreementTests {
  @Test("Fast relations equal their plain definitions", arguments: PanelShape.all(seeds: 1...4))
  func randomPanels(shape: PanelShape) throws {
    let panel = shape.panel()
    let hidden = (0..<panel.rowCount).map { $0 % 5 == 3 }
    let reading = try computeRelations(
      of: panel, settings: RelationSettings(), excludingLabelsOf: hidden, threads: 2)
    #expect(disagreements(reading.table, with: panel, hidden: hidden) == [], "\(shape)")
    #expect(reading.sampling.standardErrors.isEmpty && reading.sampling.sampledTasks == 0)
  }
}
