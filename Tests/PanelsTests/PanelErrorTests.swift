import Diagnostics
import KindredTestSupport
import Molecules
import Panels
import Testing

@Suite("Refused panels")
struct PanelErrorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func error(_ text: String, _ options: PanelOptions) throws -> UserError {
    let path = try folder.write(text, as: "p.csv")
    return try #require(throws: UserError.self) { try PanelReader.read(files: [path], options: options) }
  }

  private func lines(_ header: String, count: Int = 20, _ row: (Int) -> String) -> String {
    ([header] + (0..<count).map(row)).joined(separator: "\n") + "\n"
  }

  private let ab = PanelOptions(targetColumns: ["a", "b"])

  @Test func unknownTargetsListTheColumns() throws {
    let names = (0..<1024).map { "fp\($0)" }.joined(separator: ",")
    let error = try error("id,\(names),tox\n" + "1," + names.replacing("fp", with: "") + ",1\n", PanelOptions())
    #expect(error.exitCode == .badData)
    #expect(error.description.contains("--target-columns"))
    #expect(error.description.contains("id, fp0..fp1023, tox"))
  }

  @Test func aPatternThatMatchesNothing() throws {
    let error = try error(lines("x,a,b") { "\($0),1,2" }, PanelOptions(targetColumns: ["a", "NR-*"]))
    #expect(error.description.contains("'NR-*' matches no column") && error.description.contains("x, a, b"))
  }

  @Test(arguments: ["inf", "1e400", "abc", "1e39"])
  func badTargets(cell: String) throws {
    let error = try error(lines("x,a,b") { "\($0)5,\($0 == 7 ? cell : "\($0)"),\($0 * $0)" }, ab)
    #expect(error.exitCode == .badData && error.line == 9 && error.column == "a", "\(error)")
    #expect(error.file?.hasSuffix("p.csv") == true)
  }

  @Test(arguments: ["inf", "ND", "abc"])
  func badFeatures(cell: String) throws {
    let error = try error(lines("x,a,b") { "\($0 == 7 ? cell : "\($0)5"),\($0),\($0 * $0)" }, ab)
    #expect(error.line == 9 && error.column == "x" && error.found == "\"\(cell)\"", "\(error)")
  }

  @Test func constantAndEmptyTargetsAreNamedWithAFlagToPaste() throws {
    let text = lines("x,old,a,b,b c") { "\($0)5,1,\($0),0," }
    let options = PanelOptions(targetColumns: ["a", "b*"], ignoreColumns: ["old"])
    let error = try error(text, options)
    #expect(error.exitCode == .badData)
    #expect(error.found == "2 of 3 tasks cannot be learned: b (always 0), b c (no target at all)")
    #expect(error.advice.hasSuffix("--ignore-columns old b 'b c'"))
  }

  @Test func aSingleConstantTargetIsTheColumnOfTheMessage() throws {
    let error = try error(lines("x,a,b") { "\($0)5,\($0),2.5" }, ab)
    #expect(error.column == "b" && error.found == "task \"b\" has the target 2.5 in all of its 20 rows")
    #expect(error.advice == "Leave it out: --ignore-columns b")
  }

  @Test func aTaskOfThreeRows() throws {
    let text = lines("task,x,t", count: 23) { r in "\(r < 20 ? "t" : "tiny"),\(r * r),\(r)" }
    let error = try error(text, PanelOptions(targetColumns: ["t"], taskColumn: "task"))
    #expect(error.exitCode == .badData && error.column == "t" && error.found == "task \"tiny\" has 3 rows")
    #expect(error.advice == "Leave it out: --min-rows 10, or --ignore-columns tiny")
  }

  @Test func aSinglePositive() throws {
    let error = try error(lines("x,a,b") { "\($0)5,\($0),\($0 == 3 ? 1 : 0)" }, ab)
    #expect(error.column == "b" && error.description.contains("a single 1"))
  }

  @Test func oneTask() throws {
    let error = try error(lines("x,a") { "\($0)5,\($0)" }, PanelOptions(targetColumns: ["a"]))
    #expect(error.exitCode == .badData && error.expected == "at least two tasks")
    #expect(error.description.contains("--task-column"))
  }

  @Test func anIdThatIsMissing() throws {
    let text = lines("who,x,a,b") { "\($0 == 4 ? "" : "p\($0)"),\($0)5,\($0),\($0 * $0)" }
    let error = try error(text, PanelOptions(targetColumns: ["a", "b"], idColumn: "who"))
    #expect(error.exitCode == .badData && error.line == 6 && error.column == "who")
  }

  @Test func aTaskNameThatIsMissing() throws {
    let text = lines("task,x,t") { "\($0 == 4 ? "" : "u\($0 % 2)"),\($0)5,\($0)" }
    let error = try error(text, PanelOptions(targetColumns: ["t"], taskColumn: "task"))
    #expect(error.line == 6 && error.column == "task")
  }

  @Test func anUnknownColumn() throws {
    let error = try error(lines("x,a,b") { "\($0)5,\($0),1" }, PanelOptions(targetColumns: ["a"], idColumn: "who"))
    #expect(error.column == "who" && error.description.contains("x, a, b"))
  }

  @Test func severalTargetsOfAStackedPanel() throws {
    let text = lines("task,x,m,t") { "u\($0 % 2),\($0)5,\($0),\($0 * 2)" }
    let error = try error(text, PanelOptions(targetColumns: ["m", "t"], taskColumn: "task"))
    #expect(error.advice.contains("--target-columns m --ignore-columns t"))
  }

  @Test func onlySmilesNeedFeatures() throws {
    let error = try error(lines("smiles,a,b") { "C\($0),\($0),\($0 * $0)" }, ab)
    #expect(error.exitCode == .badData && error.column == "smiles")
    let words = RDKit.isAvailable ? "no molecules" : "--traits RDKit"
    #expect(error.description.contains(words), "\(error)")
    let without = try self.error(lines("name,a,b") { "n\($0),\($0),\($0 * $0)" }, ab)
    #expect(without.advice.contains("--features FILE") && without.advice.contains("--smiles-columns"))
  }

  @Test func aSideTableOfAnotherLength() throws {
    let side = try folder.write("f\n1\n2\n", as: "f.csv")
    let options = PanelOptions(targetColumns: ["a", "b"], features: side)
    let error = try error(lines("x,a,b") { "\($0)5,\($0),\($0 * $0)" }, options)
    #expect(error.file == side && error.found == "2 rows" && error.expected?.contains("20 rows") == true)
  }

  @Test func anIdWithoutFeatures() throws {
    let side = try folder.write(lines("k,f", count: 19) { "p\($0),\($0)5" }, as: "f.csv")
    let options = PanelOptions(targetColumns: ["a", "b"], idColumn: "k", features: side)
    let error = try error(lines("k,a,b") { "p\($0),\($0),\($0 * $0)" }, options)
    #expect(error.line == 21 && error.column == "k" && error.description.contains("p19"))
  }

  @Test func clashingCellsOfTwoFiles() throws {
    let first = try folder.write(lines("id,x,a") { "k\($0),\($0).5,\($0)" }, as: "1.csv")
    let second = try folder.write(lines("id,x,b") { "k\($0),\($0 == 3 ? 9 : $0).5,\($0 * $0)" }, as: "2.csv")
    let options = PanelOptions(targetColumns: ["a", "b"], idColumn: "id")
    let error = try #require(throws: UserError.self) { try PanelReader.read(files: [first, second], options: options) }
    #expect(error.file == second && error.line == 5 && error.column == "x")
    #expect(error.description.contains("\(first):5"))
  }

  @Test func severalFilesNeedAnId() throws {
    let path = try folder.write(lines("x,a,b") { "\($0)5,\($0),1" }, as: "p.csv")
    let error = try #require(throws: UserError.self) { try PanelReader.read(files: [path, path], options: ab) }
    #expect(error.exitCode == .usage && error.description.contains("--id-column"))
  }

  @Test func unknownSplitsAndWeights() throws {
    let text = lines("x,s,a,b") { "\($0)5,\($0 == 2 ? "fold1" : "train"),\($0),\($0 * $0)" }
    let split = try error(text, PanelOptions(targetColumns: ["a", "b"], splitsColumn: "s"))
    #expect(split.line == 4 && split.found == "\"fold1\"")
    let weights = lines("x,s,a,b") { "\($0)5,\($0 == 2 ? "-1" : "1"),\($0),\($0 * $0)" }
    let weight = try error(weights, PanelOptions(targetColumns: ["a", "b"], weightColumn: "s"))
    #expect(weight.line == 4 && weight.found == "-1")
  }

  @Test func overridesThatDoNotFit() throws {
    let text = lines("x,a,b") { "\($0)5,\($0),\($0 % 2)" }
    var options = ab
    options.classification = ["a"]
    #expect(try error(text, options).column == "a")
    options.classification = ["z*"]
    #expect(try error(text, options).description.contains("matches no task"))
    options.classification = ["b"]
    options.regression = ["b"]
    #expect(try error(text, options).exitCode == .usage)
    options.classification = []
    #expect(try PanelReader.read(files: [folder.path("p.csv")], options: options).panel.tasks[1].kind == .regression)
  }
}
