import Diagnostics
import KindredTestSupport
import LinearAlgebra
import Panels
import Testing

@Suite("Panel layouts")
struct PanelLayoutTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String, _ options: PanelOptions) throws -> PanelReading {
    try PanelReader.read(files: [folder.write(text, as: "p.csv")], options: options)
  }

  /// Lines of a table with 20 rows: `row(r)` gives the cells.
  private func lines(_ header: String, count: Int = 20, _ row: (Int) -> String) -> String {
    ([header] + (0..<count).map(row)).joined(separator: "\n") + "\n"
  }

  @Test func wide() throws {
    let text = lines("x,y,a,b") { r in
      "\(r % 7).5,\(r % 2),\(r % 3 == 0 ? "" : "\(Double(r) / 2)"),\(r % 4 < 2 ? 1 : 0)"
    }
    let panel = try read(text, PanelOptions(targetColumns: ["a", "b"])).panel
    #expect(panel.layout == .wide && panel.overlapIsKnown && panel.rowCount == 20 && panel.entityCount == 20)
    #expect(panel.featureNames == ["x", "y"])
    #expect(panel.tasks.map(\.kind) == [.regression, .classification])
    #expect(panel.tasks[0].rows == (0..<20).filter { $0 % 3 != 0 })
    #expect(panel.tasks[0].targets == panel.tasks[0].rows.map { Double($0) / 2 })
    #expect(panel.tasks[1].rows.count == 20)
  }

  @Test func stackedRowsBelongToTheirTask() throws {
    let text = lines("task,x,t", count: 30) { r in "\(r % 2 == 0 ? "u" : "v"),\(r * r),\(r == 4 ? "" : "\(r)")" }
    let reading = try read(text, PanelOptions(targetColumns: ["t"], taskColumn: "task"))
    let panel = reading.panel
    #expect(panel.layout == .stacked && !panel.overlapIsKnown)
    #expect(panel.tasks.map(\.name) == ["u", "v"])
    #expect(panel.rowCount == 29, "the row without a target belongs to no task")
    #expect(panel.tasks[0].targets == [0, 2, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28])
    #expect(reading.summary.tasks.map(\.missing) == [1, 0])
    #expect(reading.summary.warnings.contains { $0.kind == .unknownOverlap })
  }

  @Test func idsMakeOverlapVisible() throws {
    let text = lines("task,who,x,t", count: 40) { r in "\(r / 20),p\(r % 25),\(r * r),\(r)" }
    let panel = try read(text, PanelOptions(targetColumns: ["t"], taskColumn: "task", idColumn: "who")).panel
    #expect(panel.overlapIsKnown && panel.entityCount == 25)
    let overlap = TaskOverlap(of: panel)
    #expect(overlap.sizes == [20, 20] && overlap.shared(0, 1) == 15)
    #expect(overlap.jaccard(0, 1) == 0.6 && overlap.containment(0, in: 1) == 0.75)
  }

  @Test func equalSmilesAreOneEntityAndNoFeature() throws {
    let text = lines("smiles,x,a,b") { r in "\(r < 2 ? "CCO" : "C\(r)"),\(r).5,\(r),\(r * r)" }
    let panel = try read(text, PanelOptions(targetColumns: ["a", "b"])).panel
    #expect(panel.featureNames == ["x"])
    #expect(panel.entityCount == 19 && panel.entities[0] == panel.entities[1])
  }

  @Test func longBecomesWideWithRepeatsAsFurtherRows() throws {
    let features = lines("mol,f", count: 15) { "m\($0),\(Double($0) * 1.5 - 2)" }
    let side = try folder.write(features, as: "f.csv")
    var rows = (0..<12).map { "u,m\($0),\($0)" } + (3..<15).map { "v,m\($0),\($0 % 2)" }
    rows.append("u,m5,50")
    let text = "task,mol,y\n" + rows.joined(separator: "\n") + "\n"
    let reading = try read(
      text, PanelOptions(targetColumns: ["y"], taskColumn: "task", idColumn: "mol", features: side))
    let panel = reading.panel
    #expect(panel.layout == .wide && panel.rowCount == 16 && panel.entityCount == 15)
    #expect(panel.tasks.map(\.kind) == [.regression, .classification])
    #expect(panel.tasks[0].rows.count == 13 && panel.tasks[0].rows == panel.tasks[0].rows.sorted())
    #expect(panel.tasks[0].targets.last == 50)
    #expect(panel.entities[15] == panel.entities[5])
    #expect(reading.summary.warnings.contains { $0.kind == .repeatedMeasurements })
  }

  @Test func sideTablesMatchByNameOrByOrder() throws {
    let main = lines("smiles,a,b") { "C\($0),\($0).25,\($0 * $0)" }
    let keyed = lines("f,smiles") { "\(19 - $0)00.5,C\(19 - $0)" }
    let ordered = lines("id,f,a") { "\($0),\($0)00.5,\($0).25" }
    var panels: [Panel] = []
    for text in [keyed, ordered] {
      let side = try folder.write(text, as: "f.csv")
      panels.append(try read(main, PanelOptions(features: side)).panel)
    }
    #expect(panels[0].featureNames == ["f"] && panels[0].tasks.map(\.name) == ["a", "b"])
    #expect(panels[0].hash == panels[1].hash)
  }

  @Test func filesAreJoinedById() throws {
    let first = try folder.write(lines("id,x,a") { "k\($0),\($0).5,\($0)" }, as: "1.csv")
    let second = try folder.write(lines("id,x,b") { "k\($0 + 5),\($0 + 5).5,\($0 * $0)" }, as: "2.csv")
    let reading = try PanelReader.read(
      files: [first, second], options: PanelOptions(targetColumns: ["a", "b"], idColumn: "id"))
    let panel = reading.panel
    #expect(panel.rowCount == 25 && panel.tasks.map(\.rows.count) == [20, 20])
    #expect(TaskOverlap(of: panel).shared(0, 1) == 15)
    #expect(!reading.summary.warnings.contains { $0.kind == .imputedCells })
  }

  @Test func givenSplitsAreRead() throws {
    let text = lines("x,part,a,b") { "\($0).5,\(["Train", "valid", "TEST", "train"][$0 % 4]),\($0),\($0 * $0)" }
    let panel = try read(text, PanelOptions(targetColumns: ["a", "b"], splitsColumn: "part")).panel
    #expect(panel.featureNames == ["x"])
    #expect(panel.givenSplits?.prefix(4) == [.train, .validation, .test, .train])
  }

  @Test func weightsGoToEveryTask() throws {
    let text = lines("x,w,a,b") { "\($0).5,\($0 + 1),\($0),\($0 == 0 ? "" : "\($0 * $0)")" }
    let panel = try read(text, PanelOptions(targetColumns: ["a", "b"], weightColumn: "w")).panel
    #expect(panel.tasks[1].weights == (1..<20).map { Float($0 + 1) })
  }

  @Test func theHashSeesWhatTrainingSees() throws {
    let text = lines("x,a,b") { "\($0).5,\($0),\($0 * $0)" }
    let options = PanelOptions(targetColumns: ["a", "b"])
    let hash = try read(text, options).panel.hash
    #expect(hash.count == 16)
    #expect(try read(text, options).panel.hash == hash)
    #expect(try read(text.replacing("19.5", with: "19.6"), options).panel.hash != hash)
    #expect(try read(text.replacing("361", with: "362"), options).panel.hash != hash)
    #expect(try read(text.replacing("x,a", with: "z,a"), options).panel.hash != hash)
  }

  @Test func smallTasksAreDroppedOnRequest() throws {
    let text = lines("task,x,t", count: 43) { r in "\(r < 40 ? "t\(r % 2)" : "tiny"),\(r * r),\(r)" }
    let options = PanelOptions(targetColumns: ["t"], taskColumn: "task", minRows: 10)
    let reading = try read(text, options)
    #expect(reading.panel.tasks.map(\.name) == ["t0", "t1"] && reading.panel.rowCount == 40)
    #expect(reading.summary.warnings.contains { $0.kind == .droppedTasks && $0.names == ["tiny"] })
    let ignoring = PanelOptions(targetColumns: ["t"], ignoreColumns: ["tiny"], taskColumn: "task")
    #expect(try read(text, ignoring).panel.hash == reading.panel.hash)
  }
}
