import Diagnostics
import KindredTestSupport
import Molecules
import Panels
import Testing

/// Tables as the field has them: classes as words, a file a task, splits in a file.
@Suite("Inputs of the field")
struct FieldInputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func table(_ header: String, rows: Int = 30, _ row: (Int) -> String) -> String {
    ([header] + (0..<rows).map(row)).joined(separator: "\n") + "\n"
  }

  private func molecule(_ row: Int) -> String { String(repeating: "C", count: row % 15 + 1) + (row < 15 ? "O" : "N") }

  @Test(arguments: [("Inactive", "Active"), ("no", "YES"), ("False", "True"), ("negative", "Positive")])
  func wordsAreClasses(zero: String, one: String) throws {
    let text = table("x,a,b") { r in
      "\(r * 7 % 13).5,\(r % 5 == 0 ? "NA" : r % 3 == 0 ? one : zero),\(r % 2 == 0 ? zero.lowercased() : one.uppercased())"
    }
    let path = try folder.write(text, as: "p.csv")
    let reading = try PanelReader.read(
      files: [path], options: PanelOptions(targetColumns: ["a", "b"], classification: ["a", "b"]))
    #expect(throws: UserError.self, "a word for a number, unless classes are meant") {
      try PanelReader.read(files: [path], options: PanelOptions(targetColumns: ["a", "b"]))
    }
    let tasks = reading.panel.tasks
    #expect(tasks.map(\.kind) == [.classification, .classification] && tasks.map(\.rows.count) == [24, 30])
    #expect(tasks[0].targets.count { $0 == 1 } == 8 && tasks[1].targets[1] == 1 && tasks[1].targets[0] == 0)
    #expect(reading.summary.warnings.contains { $0.kind == .codedClasses && $0.message.contains("is 1") })
  }

  @Test func otherWordsAreNoClasses() throws {
    var options = PanelOptions(targetColumns: ["a", "b"], classification: ["a"])
    for words in [["active", "dead"], ["active", "no"], ["active", "inactive", "unclear"]] {
      let text = table("x,a,b") { "\($0 * 7 % 13).5,\(words[$0 % words.count]),\($0)" }
      #expect(throws: UserError.self) {
        try PanelReader.read(files: [folder.write(text, as: "p.csv")], options: options)
      }
    }
    // As features they stay what they were.
    options.classification = []
    let text = table("x,w,a,b") { "\($0 * 7 % 13).5,\($0 % 2 == 0 ? "yes" : "no"),\($0 * 3 % 17),\($0)" }
    let panel = try PanelReader.read(files: [folder.write(text, as: "p.csv")], options: options).panel
    #expect(panel.featureNames == ["x", "w=no", "w=yes"])
  }

  @Test(.enabled(if: RDKit.isAvailable, "built without RDKit"))
  func aFileATaskIsAPanel() throws {
    let files = try ["caco2", "logd"].enumerated().map { index, name in
      let text = table("Drug_ID,Drug,Y", rows: 20 + 5 * index) {
        "CHEMBL\($0),\(molecule($0 + index)),\($0 * 3 % 17).5"
      }
      return try folder.write(text, as: name + ".tab.csv")
    }
    let reading = try PanelReader.read(files: files, options: PanelOptions(smilesColumns: ["Drug"]))
    let panel = reading.panel
    #expect(panel.tasks.map(\.name) == ["caco2.tab", "logd.tab"] || panel.tasks.map(\.name) == ["caco2", "logd"])
    #expect(panel.layout == .wide && panel.tasks.map(\.rows.count) == [20, 25] && panel.rowCount == 26)
    #expect(throws: UserError.self) {
      try PanelReader.read(files: [files[0], files[0]], options: PanelOptions(smilesColumns: ["Drug"]))
    }
    let two = try folder.write(table("Drug,p,q") { "\(molecule($0)),\($0 * 3 % 17),\($0 * 5 % 17)" }, as: "two.csv")
    #expect(throws: UserError.self) {
      try PanelReader.read(files: [files[0], two], options: PanelOptions(smilesColumns: ["Drug"]))
    }
    let named = PanelOptions(targetColumns: ["Y", "p"], smilesColumns: ["Drug"])
    #expect(try PanelReader.read(files: [files[0], two], options: named).panel.tasks[1].name == "two")
  }

  @Test func splitsOfAFile() throws {
    let panel = try folder.write(table("x,a,b") { "\($0 * 7 % 13).5,\($0 * 3 % 17),\($0)" }, as: "p.csv")
    func read(_ json: String) throws -> Panel {
      var options = PanelOptions(targetColumns: ["a", "b"])
      options.splitsFile = try folder.write(json, as: "splits.json")
      return try PanelReader.read(files: [panel], options: options).panel
    }
    func list(_ rows: Range<Int>) -> String { "[" + rows.map { "\($0)" }.joined(separator: ", ") + "]" }
    let plain = try read("[{\"train\": \(list(0..<18)), \"val\": \(list(18..<22)), \"test\": \(list(22..<30))}]")
    let splits = try #require(plain.givenSplits)
    #expect(splits[0] == .train && splits[18] == .validation && splits.count { $0 == .test } == 8)
    #expect(try read("[{\"train\": \"0-17\", \"val\": \"18-20,21\", \"test\": \"22-29\"}]").givenSplits == splits)
    for wrong in [
      "", "[]", "{}", "[{\"train\": [0]}]", "[{\"train\": \"0-17\", \"val\": \"18-21\", \"test\": \"22-30\"}]",
      "[{\"train\": \"0-17\", \"val\": \"17-21\", \"test\": \"22-29\"}]",
      "[{\"train\": \"0-16\", \"val\": \"18-21\", \"test\": \"22-29\"}]",
      "[{\"train\": \"0-x\", \"val\": [], \"test\": []}]", "[{\"train\": \"5-2\", \"val\": [], \"test\": []}]",
    ] {
      #expect(throws: UserError.self, "\(wrong)") { try read(wrong) }
    }
  }
}
