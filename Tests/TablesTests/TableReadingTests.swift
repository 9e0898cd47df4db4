import Diagnostics
import FoundationEssentials
import KindredTestSupport
import Tables
import Testing

@Suite("Reading tables")
struct TableReadingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String, asText: @escaping (String) -> Bool = { _ in false }) throws -> Table {
    try Table.read(folder.write(text, as: "t.csv"), asText: asText)
  }

  private func error(_ bytes: [UInt8], named name: String = "t.csv") throws -> UserError {
    let path = try folder.write(bytes, as: name)
    return try #require(throws: UserError.self) { try Table.read(path) }
  }

  @Test func columnsTakeTheNarrowestForm() throws {
    let table = try read("a,b,c,d\n0,1.5,x,\n1,-2e3,,\n,,\"y, z\",\n")
    #expect(table.rowCount == 3)
    #expect(table.column("a")?.cells == .flags([0, 1, 2]))
    #expect(table.column("b")?.numbers?.prefix(2) == [1.5, -2000])
    #expect(table.column("b")?.missingCount == 1)
    #expect(table.column("c")?.cells == .text(TextCells(["x", "", "y, z"])))
    #expect(table.column("d")?.cells == .flags([2, 2, 2]))
    #expect(table.column("e") == nil)
  }

  @Test func textAfterNumbersKeepsTheSpellingOfTheNumbers() throws {
    let table = try read("a,b\n007,1\n1.50,2\nx,3\n")
    let column = try #require(table.column("a"))
    #expect((0..<3).map(column.text) == ["007", "1.50", "x"])
    #expect(column.numberCount == 2)
    #expect(column.firstMisfit?.line == 4)
    #expect(column.misfitCount == 1)
  }

  @Test func askedForTextKeepsTheSpelling() throws {
    let table = try read("id,x\n007,1\n08,2\n", asText: { $0 == "id" })
    #expect(try table.texts("id") == ["007", "08"])
    #expect(try table.numbers("id") == [7, 8])
  }

  @Test func lineNumbersSurviveQuotedBreaksAndBlankLines() throws {
    for end in ["\n", "\r\n"] {
      let lines = ["a,b", "1,2", "", "\"x", "y\",3", "", "", "4,5", "6,7"]
      let table = try read(lines.joined(separator: end))
      #expect(table.lines == [2, 4, 8, 9], "line end \(end.utf8.count) bytes")
    }
  }

  @Test func markAndReturnAreAccepted() throws {
    let table = try read("\u{FEFF}a,b\r\n1,2\r\n")
    #expect(table.columnNames == ["a", "b"])
    #expect(try table.integers("b") == [2])
  }

  @Test func aColumnWithoutANameIsCalledByItsNumber() throws {
    #expect(try read(",b\n1,2\n").columnNames == ["column 1", "b"])
  }

  @Test(arguments: [
    ("", 1, "empty"), ("\n\n", 1, "empty"), ("a,b\n", 2, "nothing below the header"), ("a,b\n1,2\n\n3\n", 4, "1 cell"),
    ("a,b\n\"x\ny\",2\n1,2,3\n", 4, "3 cells"), ("a,b\n1,\"x\n2,3\n", 2, "never closed"),
    ("a,b\n1,2\n3,x\"y\n", 3, "quote inside"), ("a,b,a\n1,2,3\n", 1, "number 1 and 3"),
  ])
  func brokenTablesAreRefusedWithTheirLine(text: String, line: Int, found: String) throws {
    let error = try error(Array(text.utf8))
    #expect(error.exitCode == .badData)
    #expect(error.line == line)
    #expect(error.description.contains(found), "\(error)")
    #expect(error.file?.hasSuffix("t.csv") == true)
  }

  @Test func latin1IsRefusedWithLineAndColumn() throws {
    let error = try error(Array("a,name\n1,x\n2,caf".utf8) + [0xE9, 0x0A])
    #expect(error.line == 3 && error.column == "name")
    #expect(error.description.contains("iconv"))
  }

  @Test func otherFormatsAreNamed() throws {
    #expect(try error(Array("PK\u{3}\u{4}rest".utf8)).description.contains("Excel"))
    #expect(try error([0xFF, 0xFE, 0x61, 0]).description.contains("UTF-16"))
  }

  @Test func missingFilesAndFoldersAreTold() throws {
    let missing = try #require(throws: UserError.self) { try Table.read(folder.path("none.csv")) }
    #expect(missing.exitCode == .noInput)
    let isFolder = try #require(throws: UserError.self) { try Table.read(folder.url.path) }
    #expect(isFolder.exitCode == .badData && isFolder.description.contains("folder"))
  }

  @Test func typedColumnsSayWhatIsWrong() throws {
    let table = try read("a,b,c\n1,,x\n2.5,3,inf\n")
    #expect(try table.optionalNumbers("b") == [nil, 3])
    #expect(throws: UserError.self) { try table.numbers("b") }
    #expect(try #require(throws: UserError.self) { try table.integers("a") }.line == 3)
    #expect(try #require(throws: UserError.self) { try table.numbers("c") }.line == 2)
    #expect(try #require(throws: UserError.self) { try table.texts("z") }.description.contains("a, b, c"))
  }

  @Test(arguments: ["inf", "-Infinity", "NaN", "1e999"])
  func infinitiesAreNoNumbers(text: String) throws {
    let table = try read("a\n1\n\(text)\n")
    let error = try #require(throws: UserError.self) { try table.numbers("a") }
    #expect(error.line == 3 && error.found == "\"\(text)\"" && error.expected == "a finite number")
  }

  @Test(.enabled(if: SharedData.has("data/toxcast_ecfp1024.csv.gz")))
  func readsToxCast() throws {
    let clock = ContinuousClock()
    var table: Table?
    let time = try clock.measure { table = try Table.read(SharedData.path("data/toxcast_ecfp1024.csv.gz")) }
    print("ToxCast, 14 million cells: \(time)")
    #expect(table?.rowCount == 8576 && table?.columns.count == 1 + 1024 + 617)
  }
}
