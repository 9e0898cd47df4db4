import Diagnostics
import KindredTestSupport
import Panels
import Testing

@Suite("Bounded targets")
struct BoundedTargetTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// 12 rows; `cells` are the first targets of task a.
  private func read(_ cells: [String], _ change: (inout PanelOptions) -> Void = { _ in }) throws -> PanelReading {
    let rows = (0..<12).map { "\(Double($0 * 7 % 12) / 2),\($0 < cells.count ? cells[$0] : "\($0).5"),\(12 - $0)" }
    let path = try folder.write((["x,a,b"] + rows).joined(separator: "\n") + "\n", as: "p.csv")
    var options = PanelOptions()
    options.targetColumns = ["a", "b"]
    change(&options)
    return try PanelReader.read(files: [path], options: options)
  }

  @Test func signsAreKeptAsSides() throws {
    let reading = try read([">5.2", "<3", ">= 7", "<=1e-2", "\u{2265}4", "NA", "", "6"])
    let task = reading.panel.tasks[0]
    #expect(task.rows == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11])
    #expect(Array(task.targets.prefix(6)) == [5.2, 3, 7, 0.01, 4, 6])
    #expect(task.sides == [1, -1, 1, -1, 1, 0, 0, 0, 0, 0])
    #expect(task.boundedCount == 5 && reading.panel.tasks[1].sides == nil)
    #expect(reading.summary.tasks.map(\.bounded) == [5, nil])
    #expect(reading.summary.warnings.contains { $0.kind == .boundedTargets && $0.message.contains("a (5 of 10)") })
  }

  @Test func aSideIsPartOfThePanel() throws {
    let hashes = try [">5", "<5", "5"].map { try read([$0]).panel.hash }
    #expect(Set(hashes).count == 3)
  }

  @Test(arguments: ["~5", ">five", ">", "> inf", "5>", ">5 nM"])
  func anythingElseIsRefused(cell: String) throws {
    let error = try #require(throws: UserError.self) { try read([">1", cell]) }
    #expect(error.column == "a" && error.exitCode == .badData)
  }

  @Test func classesHaveNoBounds() throws {
    let error = try #require(throws: UserError.self) { try read([">1"]) { $0.classification = ["a"] } }
    #expect(error.column == "a" && error.description.contains("bounds"))
  }

  /// Rows of one id: a number says more than a bound, bounds of one side make one, of both none.
  @Test func measurementsOfOneThingComeTogether() throws {
    let cells = [
      ("p", ">4"), ("p", "6"), ("p", "8"), ("q", ">4"), ("q", ">6"), ("r", ">4"), ("r", "<6"), ("s", "1"), ("t", "2"),
      ("u", "3"),
      ("v", "4"), ("w", "5"), ("x", "7"), ("y", "8"), ("z", "9"), ("o", "2.5"),
    ]
    let rows = cells.enumerated().map { "\($1.0),\(Double($0 * 7 % 16) / 2),\($1.1),\($0 % 7)" }
    let path = try folder.write((["id,x,a,b"] + rows).joined(separator: "\n") + "\n", as: "p.csv")
    var options = PanelOptions()
    (options.targetColumns, options.idColumn, options.duplicates) = (["a", "b"], "id", .mean)
    let task = try PanelReader.read(files: [path], options: options).panel.tasks[0]
    #expect(Array(task.targets.prefix(3)) == [7, 5, 1])
    #expect(task.sides.map { Array($0.prefix(3)) } == [0, 1, 0])
    #expect(task.rows.count == 11)
  }
}
