import KindredTestSupport
import LinearAlgebra
import Relations
import Tables
import Testing

/// The between-task distances that Ayman et al. (arXiv 2310.16241) published: features and target together, raw units
/// (Parkinsons without time, age and sex, as their figures are).
@Suite struct PublishedDistanceTests {
  @Test(
    "Published Euclidean and Manhattan distances are reproduced",
    .enabled(if: SharedData.has("oracles/author_distances/authors_task_distance_landmine.csv")),
    arguments: [("landmine", 406, []), ("parkinsons", 861, ["test_time", "age", "sex"])])
  func published(panel: String, pairs: Int, ignored: [String]) throws {
    let table = try Table.read(SharedData.path("data/\(panel).csv"))
    let names = try #require(table.column("task")?.numbers)
    let columns = table.columns.filter { $0.name != "task" && !ignored.contains($0.name) }.compactMap(\.numbers)
    let elements = (0..<table.rowCount).flatMap { row in columns.map { Float($0[row]) } }
    let tasks = Set(names).sorted()
    let rows = tasks.map { task in names.indices.filter { names[$0] == task } }
    let published = try Table.read(
      SharedData.path("oracles/author_distances/authors_task_distance_\(panel).csv"))
    #expect(published.rowCount == pairs)

    let matrix = Matrix(rows: table.rowCount, columns: columns.count, elements: elements)
    for (metric, column) in [(Metric.euclidean, "Euclidean"), (.manhattan, "Manhattan")] {
      let distances = MeanDistances(.dense(matrix), tasks: rows, metric: metric, threads: 2).values
      let expected = try #require(published.column("Average_\(column)_Distance")?.numbers)
      let first = try #require(published.column("Task_1")?.numbers)
      let second = try #require(published.column("Task_2")?.numbers)
      var worst = 0.0
      for pair in expected.indices {
        let a = try #require(tasks.firstIndex(of: first[pair]))
        let b = try #require(tasks.firstIndex(of: second[pair]))
        worst = max(worst, (distances[a, b] / expected[pair] - 1).magnitude)
      }
      #expect(worst < 1e-5, "\(panel), \(metric)")
    }
  }

  @Test("Distances of tasks that share rows, and of a single row")
  func smallCases() {
    let rows = Matrix<Float>(rows: 3, columns: 2, elements: [0, 0, 3, 4, 6, 8])
    let euclidean = MeanDistances(.dense(rows), tasks: [[0, 1], [1, 2], [2]], metric: .euclidean).values
    #expect(euclidean[0, 0] == 5 && euclidean[2, 2].isNaN)
    #expect((euclidean[0, 1] - 5).magnitude < 1e-6)  // 5, 10, 0, 5
    let manhattan = MeanDistances(.dense(rows), tasks: [[0, 1], [1, 2], [2]], metric: .manhattan).values
    #expect((manhattan[0, 2] - 10.5).magnitude < 1e-6)  // 14, 7
  }
}
