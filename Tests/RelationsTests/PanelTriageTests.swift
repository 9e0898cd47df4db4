import LinearAlgebra
import Relations
import Statistics
import Testing

struct PanelTriageTests {
  /// A table of the two relations that a triage reads.
  private func table(
    taskCount: Int, _ value: (TaskPair) -> (correlation: Double, shared: Double)
  ) throws -> RelationTable {
    let relations = ["label_correlation", "shared_rows"].compactMap { name in Relation.all.first { $0.name == name } }
    try #require(relations.count == 2)
    let pairs = TaskPair.all(taskCount: taskCount)
    var values = Matrix<Double>(rows: pairs.count, columns: 2)
    for (row, pair) in pairs.enumerated() {
      let names = relations.map(\.name)
      values[row, names.firstIndex(of: "label_correlation")!] = value(pair).correlation
      values[row, names.firstIndex(of: "shared_rows")!] = value(pair).shared
    }
    return RelationTable(taskCount: taskCount, relations: relations, values: values)
  }

  /// Tasks 0 and 1 are one, 2 is like them, 3 and 4 are an island of their own, 5 stands alone.
  @Test func tellsTwinsIslandsAndClusters() throws {
    let table = try table(taskCount: 6) { pair in
      switch (pair.a, pair.b) {
      case (0, 1): (0.99, 50)
      case (0, 2), (1, 2): (0.6, 30)
      case (3, 4): (0.1, 25)
      default: (.nan, 0)
      }
    }
    let triage = PanelTriage(of: table, overlapIsKnown: true)
    #expect(triage.redundant.map(\.pair) == [TaskPair(0, 1)] && triage.redundant[0].correlation == 0.99)
    #expect(triage.islands == [[0, 1, 2], [3, 4]] && triage.isolated == 1)
    #expect(triage.clusters == [[0, 1, 2]] && triage.comparable == 4)
    let unknown = PanelTriage(of: table, overlapIsKnown: false)
    #expect(unknown.islands == nil && unknown.isolated == 0 && unknown.clusters == triage.clusters)
  }

  @Test(arguments: [0, 1, 2]) func saysNothingOfWhatIsNotThere(tasks: Int) throws {
    let triage = PanelTriage(of: try table(taskCount: tasks) { _ in (.nan, 0) }, overlapIsKnown: true)
    #expect(triage.redundant.isEmpty && triage.islands == [] && triage.clusters.isEmpty && triage.isolated == tasks)
  }
}
