import Diagnostics
import KindredTestSupport
import Tables
import Testing

@Suite("Tokens for missing")
struct MissingTokenTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func column(_ cells: [String], _ missing: MissingTokens = .usual) throws -> TableColumn {
    let text = "k,v\n" + cells.enumerated().map { "\($0),\($1)\n" }.joined()
    return try Table.read(folder.write(text, as: "t.csv"), missing: missing).requiredColumn("v")
  }

  @Test(arguments: [
    "NA", "na", "NaN", "nan", "null", "NULL", "None", "n/a", "N/A", "#N/A", "<NA>", "-", "--", "?", ".",
  ])
  func isEmptyAmongNumbers(token: String) throws {
    let numbers = try column(["1.5", token, "", "2"])
    #expect(numbers.numbers?.map(\.isNaN) == [false, true, true, false])
    #expect(numbers.missingCount == 2 && numbers.tokens == [token: 1] && numbers.firstMisfit == nil)
    #expect(try column(["1", token, "0", token]).cells == .flags([1, 2, 0, 2]))
    #expect(try column([token, token]).cells == .flags([2, 2]))
  }

  @Test func isTextAmongWords() throws {
    for cells in [["NA", "red", "7"], ["7", "-", "NA", "red"], ["+", "-", "+"]] {
      let text = try column(cells)
      #expect(text.cells == .text(TextCells(cells)))
      #expect(text.firstMisfit?.text == cells.first { Double($0) == nil && $0 != "NA" && $0 != "-" })
      #expect(text.misfitCount == cells.count { $0 == "red" || $0 == "+" })
    }
  }

  @Test func countsOnlyWhatIsAskedFor() throws {
    #expect(try column(["1", "NA"], .none).firstMisfit?.text == "NA")
    #expect(try column(["1", "ND", "nd"]).firstMisfit?.text == "ND")
    let own = MissingTokens.usual.adding(["ND", "-999", "0"])
    let numbers = try column(["1", "ND", "-999.0", "-99", "0", "-9.99e2", "na"], own)
    #expect(numbers.numbers?.map { $0.isNaN ? nil : $0 } == [1, nil, nil, -99, nil, nil, nil])
    #expect(numbers.tokens == ["ND": 1, "-999.0": 1, "0": 1, "-9.99e2": 1, "na": 1])
    #expect(try column(["0", "1", ""], own).cells == .flags([2, 1, 2]))
  }

  @Test func survivesAJoin() throws {
    let first = try Table.read(folder.write("id,v\na,1\nb,NA\n", as: "1.csv"), missing: .usual)
    let second = try Table.read(folder.write("id,v\nb,-\nc,3\n", as: "2.csv"), missing: .usual)
    let joined = try Table.outerJoin([first, second], on: "id").requiredColumn("v")
    #expect(joined.numbers?.map(\.isNaN) == [false, true, false] && joined.tokens == ["NA": 1, "-": 1])
  }

  @Test func strayCellsAreCountedAndExplained() throws {
    func message(_ cells: [String]) throws -> UserError {
      let text = "v\n" + cells.joined(separator: "\n") + "\n"
      let table = try Table.read(folder.write(text, as: "t.csv"), missing: .usual)
      return try #require(throws: UserError.self) { try table.numbers("v") }
    }
    let several = try message(["1", "NA", "lost", "2", "lost", "gone"])
    #expect(several.line == 4 && several.found == "\"lost\" and 2 more cells that are no numbers")
    #expect(several.advice.contains("--missing lost"))
    #expect(try message(["1", ">10", "2"]).advice.contains("bound"))
    #expect(try message(["yes", "no", "yes"]).advice.contains("yes and no as 1 and 0"))
  }
}
