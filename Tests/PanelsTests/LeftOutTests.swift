import Diagnostics
import KindredTestSupport
import LinearAlgebra
import Panels
import Testing

/// Rows of weight 0, and tasks that cannot be learned, trained or verified.
@Suite("What is left out")
struct LeftOutTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ lines: [String], _ options: PanelOptions) throws -> PanelReading {
    try PanelReader.read(files: [folder.write(lines.joined(separator: "\n"), as: "p.csv")], options: options)
  }

  private func leftOut(_ reading: PanelReading) -> PanelWarning? {
    reading.summary.warnings.first { $0.kind == .unlearnableTasks }
  }

  @Test(arguments: [false, true]) func rowsOfWeightZeroAreNoRows(stacked: Bool) throws {
    let rows = (0..<40).map { r in
      let weight = r % 4 == 1 ? 0 : 1 + r % 2
      let wild = weight == 0 ? "e7" : ""
      return stacked
        ? "u\(r / 20),\(r * r)\(wild),\(weight),\(r * 7 % 11)\(wild)"
        : "\(r * r)\(wild),\(weight),\(r * 7 % 11)\(wild),\(r % 5)\(wild)"
    }
    let header = stacked ? "task,x,w,a" : "x,w,a,b"
    let options = PanelOptions(
      targetColumns: stacked ? ["a"] : ["a", "b"], weightColumn: "w", taskColumn: stacked ? "task" : nil)
    let with = try read([header] + rows, options)
    let without = try read([header] + rows.enumerated().filter { $0.offset % 4 != 1 }.map(\.element), options)
    #expect(with.panel.rowCount == 30 && with.panel.hash == without.panel.hash)
    #expect(with.summary.tasks == without.summary.tasks)
    #expect(with.summary.warnings.contains { $0.kind == .zeroWeights && $0.message.hasPrefix("10 rows of weight 0") })
  }

  @Test func longPanelsLeaveOutMeasurementsOfWeightZero() throws {
    let side = try folder.write("id,f\n" + (0..<15).map { "k\($0),\($0)5" }.joined(separator: "\n"), as: "f.csv")
    let rows = (0..<30).map { "t\($0 / 15),k\($0 % 15),\($0 * $0 % 13),\($0 == 3 ? 0 : 1)" }
    let options = PanelOptions(
      targetColumns: ["y"], weightColumn: "w", taskColumn: "task", idColumn: "id", features: side)
    let panel = try read(["task,id,y,w"] + rows, options).panel
    #expect(panel.rowCount == 15 && panel.tasks.map(\.rows.count) == [14, 15])
  }

  @Test func tasksThatCannotBeLearnedAreLeftOutByName() throws {
    let options = PanelOptions(targetColumns: ["a", "flat", "b", "few", "one"])
    let rows = (0..<30).map { "\($0)5,\($0),2.5,\($0 * $0),\($0 < 4 ? "\($0)" : ""),\($0 == 8 ? 1 : 0)" }
    let reading = try read(["x,a,flat,b,few,one"] + rows, options)
    #expect(reading.panel.tasks.map(\.name) == ["a", "b"] && reading.panel.featureNames == ["x"])
    let warning = try #require(leftOut(reading))
    #expect(warning.names == ["flat", "few", "one"])
    #expect(warning.message.contains("flat (always 2.5), few (4 rows), one (a single 1)"), "\(warning.message)")
    let stacked = (0..<46).map { "\($0 < 40 ? "t\($0 % 2)" : "tiny"),\($0 * $0),\($0)" }
    let options2 = PanelOptions(targetColumns: ["y"], taskColumn: "task")
    let second = try read(["task,x,y"] + stacked, options2)
    #expect(second.panel.rowCount == 40 && leftOut(second)?.names == ["tiny"])
    #expect(try second.panel.hash == read(["task,x,y"] + stacked.prefix(40), options2).panel.hash)
  }

  /// By task: a is well, b has no test row, c no training row, d is constant outside the test rows, e lacks a class there.
  @Test func everyCheckIsMadeOnWhatTheSplitLeaves() throws {
    let rows = (0..<60).map { r in
      let isTest = r % 4 == 0
      let cells = [
        "\(r)5", isTest ? "test" : r % 4 == 1 ? "valid" : "train", "\(r * r)", isTest ? "" : "\(r)",
        isTest ? "\(r)" : "",
        isTest ? "\(r)" : "7", "\(isTest ? r / 4 % 2 : r == 5 ? 1 : 0)", "\(r * 7 % 13)",
      ]
      return cells.joined(separator: ",")
    }
    let options = PanelOptions(targetColumns: ["a", "b", "c", "d", "e", "f"], splitsColumn: "s")
    let reading = try read(["x,s,a,b,c,d,e,f"] + rows, options)
    #expect(reading.panel.tasks.map(\.name) == ["a", "f"])
    let message = try #require(leftOut(reading)).message
    for part in [
      "b (no test row", "c (no row to train on", "d (always 7 besides its test rows)", "e (a single 1 besides",
    ] { #expect(message.contains(part), "\(part) in \(message)") }
    let few = PanelOptions(targetColumns: ["a", "b", "c"], splitsColumn: "s")
    let error = try #require(throws: UserError.self) { try read(["x,s,a,b,c,d,e,f"] + rows, few) }
    #expect(error.exitCode == .badData && error.found.contains("b (no test row"), "\(error)")
  }

  @Test func aTaskOfFewIdsCannotBeFolded() throws {
    let rows = (0..<60).map { r in "\(["p", "q", "r"][r / 20]),\(r < 20 ? r % 4 : r),\(r)5,\(r * r % 17)" }
    let reading = try read(
      ["task,id,x,y"] + rows, PanelOptions(targetColumns: ["y"], taskColumn: "task", idColumn: "id"))
    #expect(leftOut(reading)?.message.contains("p (20 rows of only 4 ids)") == true)
  }

  @Test func digitsSurviveAnOffset() throws {
    let offset = 1_700_000_000.0
    let rows = (0..<30).map { "\($0)5,\(offset + Double($0 * 7 % 13) / 4),\(Double($0 % 7) * 1e-60)" }
    let reading = try read(["x,a,b"] + rows, PanelOptions(targetColumns: ["a", "b"]))
    #expect(reading.panel.tasks[0].targets == (0..<30).map { offset + Double($0 * 7 % 13) / 4 })
    #expect(abs(reading.summary.tasks[0].sd - 0.96) < 0.01 && reading.summary.tasks[1].sd > 1e-61)
  }
}
