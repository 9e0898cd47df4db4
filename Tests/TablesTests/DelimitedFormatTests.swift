import Diagnostics
import KindredTestSupport
import Tables
import Testing

/// What stands around the cells: delimiters, decimal commas, lines before the header, headers that are none.
@Suite("Delimited text")
struct DelimitedFormatTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String) throws -> Table { try Table.read(folder.write(text, as: "t.txt")) }

  private func error(_ text: String) throws -> UserError {
    let path = try folder.write(text, as: "t.txt")
    return try #require(throws: UserError.self) { try Table.read(path) }
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func everyDelimiterGivesTheSameTable(delimiter: String) throws {
    let rows = [["dose", "pIC50 \"x\"", "note"], ["2.5", "", "plain"], ["-3", "7e2", ""], ["", "4", "two\nlines"]]
    let text = rows.map { cells in
      cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: delimiter)
    }.joined(separator: "\r\n")
    let table = try read(text)
    #expect(table.columnNames == rows[0])
    #expect(try table.optionalNumbers("dose") == [2.5, -3, nil])
    #expect(try table.optionalNumbers(rows[0][1]) == [nil, 700, 4])
    #expect(try table.texts("note") == ["plain", "", "two\nlines"])
    #expect(table.lines == [2, 3, 4])
  }

  @Test func commasWinWhereEveryLineHasThem() throws {
    #expect(try read("a;b,c\n1,x;y\n2,z;w\n").columnNames == ["a;b", "c"])
    #expect(try read("IC50, nM;k\n12;3\n4;5\n").columnNames == ["IC50, nM", "k"])
    #expect(try read("alone\n3\n4\n").columnNames == ["alone"])
  }

  @Test func decimalCommasAreReadWhereTheyAreCertain() throws {
    let table = try read("a;b;c\n1,5;0,125;3\n-2,25e1;1,125;4\n;3;5\n")
    #expect(try table.optionalNumbers("a") == [1.5, -22.5, nil])
    #expect(try table.numbers("b") == [0.125, 1.125, 3])
    #expect(try table.numbers("c") == [3, 4, 5])
    let long = "3,14159265358979323846264338"
    #expect(try read("a\tb\n\(long)\t1\n0,5\t2\n").numbers("a") == [3.141592653589793, 0.5])
  }

  @Test func decimalCommasThatMayBeThousandsAreRefusedInWords() throws {
    for text in ["a;b\n1,234;1\n5,678;2\n", "a;b\n1,5;1.5\n2,5;2\n", "a,b\n\"1,5\",1\n2,2\n"] {
      let table = try read(text)
      let error = try #require(throws: UserError.self) { try table.numbers("a") }
      #expect(error.line == 2 && error.advice.contains("decimal commas"), "\(text): \(error)")
    }
    let point = try read("a;b\n1,5;1\n2;2\n" + String(repeating: "0,5;3\n", count: 300_000) + "3.5;4\n")
    let late = try #require(throws: UserError.self) { try point.numbers("a") }
    #expect(late.line == 300_004 && late.advice.contains("decimal commas"), "\(late)")
    #expect(try error("a,b\n1,5,2\n").advice.contains("decimal points"))
  }

  @Test func linesBeforeTheHeaderAreCounted() throws {
    let table = try read("\u{FEFF}sep=;\n# made by a, b; c\n\n#\na;b\n1;2\nx;3\n")
    #expect(table.columnNames == ["a", "b"] && table.lines == [6, 7])
    #expect(try #require(throws: UserError.self) { try table.numbers("a") }.line == 7)
    #expect(try read("#CHROM\tPOS\nx1\t5\nx2\t6\n").columnNames == ["#CHROM", "POS"])
    #expect(try read("\"sep=:\"\na:b\n1:2\n").columnNames == ["a", "b"])
    #expect(try error("# only\n# comments\n").found == "the file is empty")
    #expect(try error("# c\na,b\n").line == 3)
  }

  @Test(arguments: [
    ("% 1. Iris\n%\n@RELATION iris\n@ATTRIBUTE a NUMERIC\n@DATA\n5.1\n", 3, "ARFF"),
    ("@relation 'x'\n@data\n1,2\n", 1, "ARFF"), ("1 3:0.5 7:1.25\n-1 2:1\n", 1, "LIBSVM"),
    ("<!DOCTYPE html>\n<p>sign in</p>\n", 1, "HTML"), ("[{\"a\":1,\"b\":2}]\n", 1, "JSON"),
  ])
  func otherTextIsRefusedForWhatItIs(text: String, line: Int, name: String) throws {
    let error = try error(text)
    #expect(error.exitCode == .badData && error.line == line && error.found.contains(name), "\(error)")
  }

  @Test(arguments: [
    "0.5,1,-3\n1,2,3\n", "7.25;8\n1;2\n", "1,0,0,1\n0,0,1,1\n", "5.5\n6\n", "m1,3,0,3\nm2,4,1,0\n", "3,2\n1,5\n",
  ])
  func aRowIsNoHeader(text: String) throws {
    let error = try error(text)
    #expect(error.line == 1 && error.found.contains("header is made of numbers"), "\(error)")
    #expect(error.description.contains("names the columns"))
  }

  @Test func namesThatAreNumbersAreNames() throws {
    #expect(try read("0,1,2\n5,6,7\n").columnNames == ["0", "1", "2"])
    #expect(try read(",743,1030\nx,0,1\n").columnNames == ["column 1", "743", "1030"])
    #expect(try read("x,0.1,10\n1,2,3\n").columnNames == ["x", "0.1", "10"])
  }
}
