import Diagnostics
import KindredTestSupport
import LinearAlgebra
import Tables
import Testing

/// Text in which nothing is special is parsed apart; libcsv, which reads the rest, is what it has to agree with.
///
/// A first column with a quote inside its quotes leaves the whole table to libcsv and must change nothing else.
@Suite("Plain rows")
struct PlainRowTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let cells = [
    "0", "1", "", "2", "-3.5", "+.5", "1e-7", "7.", "12345678901234567890", "0.30000000000000004", "1e400", "-0", "x",
    "NA",
    " 4 ", "\t5", "\"6\"", "\"a b\"", "\"\"", "\u{e9}", "1,5", "0x10", "-999", "1e", ".", "- 1",
  ]

  private func table(_ rows: [[String]], separator: String, end: String, marker: String? = nil) throws -> Result<
    Table, UserError
  > {
    let lines = rows.enumerated().map { number, row in
      ((marker.map { [number == 0 ? "marker" : $0] } ?? []) + row).joined(separator: separator)
    }
    let path = try folder.write(lines.joined(separator: end) + end, as: "t.csv")
    let missing = MissingTokens.usual.adding(["-999"])
    return Result { () throws(UserError) in try Table.read(path, missing: missing, threads: 2) }
  }

  /// All that a column says, without NaN, which differs from itself.
  private static func content(of column: TableColumn) -> [String] {
    let form =
      switch column.cells {
      case .flags: "flags"
      case .numbers: "numbers"
      case .text: "text"
      }
    let tokens = column.tokens.sorted { $0.key < $1.key }
    return [
      column.name, form, "\(column.missingCount) \(column.numberCount) \(tokens)", "\(column.firstMisfit as Any)",
    ]
      + (0..<column.count).map(column.text)
  }

  @Test(arguments: 0..<40)
  func agreeWithTheOtherReader(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed))
    let width = 2 + Int(stream.next() % 4)
    let separator = [",", ";", "\t", ","][seed % 4]
    let end = ["\n", "\r\n"][seed % 2]
    // Columns of a few kinds of cells, and now and then a stray one.
    let kinds = (0..<width).map { _ in (0..<3).map { _ in Self.cells[Int(stream.next() % UInt64(Self.cells.count))] } }
    var rows = [(0..<width).map { "c\($0)" }]
    for _ in 0..<200 {
      rows.append(
        kinds.map { kind in
          let source = stream.next() % 60 == 0 ? Self.cells : kind
          let cell = source[Int(stream.next() % UInt64(source.count))]
          return cell.contains(separator) ? "\"\(cell)\"" : cell
        })
    }
    let plain = try table(rows, separator: separator, end: end).get()
    let other = try table(rows, separator: separator, end: end, marker: "\"q\"\"q\"").get()
    for (column, expected) in zip(plain.columns, other.columns.dropFirst()) {
      let isSame = Self.content(of: column) == Self.content(of: expected)
      #expect(isSame, "column \(column.name), seed \(seed)")
    }
    #expect(plain.lines == other.lines, "seed \(seed)")
    #expect(plain.rowCount == 200)
  }

  @Test(arguments: [
    ("1,2,3", "3 cells"), ("1", "1 cell"), ("1,\"x", "never closed"), ("1,x\"y", "quote inside"),
  ])
  func tellTheSameOfBrokenRows(row: String, found: String) throws {
    for before in [1, 300] {
      let lines = ["a,b"] + [String](repeating: "1,0.5", count: before) + [row]
      let path = try folder.write(lines.joined(separator: "\n") + "\n", as: "t.csv")
      let error = try #require(throws: UserError.self) { try Table.read(path, threads: 2) }
      #expect(error.line == before + 2 && error.description.contains(found), "\(error)")
    }
  }

  @Test func quotedBreaksBetweenPlainRowsKeepTheirLines() throws {
    let lines = ["a,b", "1,x", "\"1", "2\",y", "", "3,z", "4,\"p", "", "q\"", "5,r"]
    let table = try Table.read(folder.write(lines.joined(separator: "\n") + "\n", as: "t.csv"))
    #expect(table.lines == [2, 3, 6, 7, 10])
    #expect(try table.texts("b") == ["x", "y", "z", "p\n\nq", "r"])
    #expect(try table.texts("a") == ["1", "1\n2", "3", "4", "5"])
  }

  @Test func badBytesAreToldWhereTheyComeFirst() throws {
    let first = Array("1,x,".utf8) + [0xE9] + Array(",1\n".utf8)
    let second = Array("1,".utf8) + [0xE9] + Array(",x,1\n".utf8)
    // The last column has no cell to look at again.
    let text = Array("a,b,c,d\n1,x,y,1\n".utf8) + first + second
    let path = try folder.write(text, as: "t.csv")
    let error = try #require(throws: UserError.self) { try Table.read(path) }
    #expect(error.line == 3 && error.column == "c")
  }

  /// Larger than what is read at a time, with a column that turns from flags to numbers to text on the way.
  @Test func piecesJoin() throws {
    var lines = ["id,flag,number,late"]
    let rows = 120_000
    for row in 0..<rows {
      let late = row < 50_000 ? "\(row % 2)" : row < 100_000 ? "\(row).5" : "word \(row)"
      lines.append("molecule \(row),\(row % 3 == 0 ? "" : "1"),\(Double(row) / 8 - 9),\(late)")
    }
    let path = try folder.write(lines.joined(separator: "\n") + "\n", as: "t.csv")
    let one = try Table.read(path, threads: 1)
    let two = try Table.read(path, threads: 2)
    #expect(one == two)
    #expect(two.lines == Array(2..<rows + 2))
    #expect(try two.numbers("number") == (0..<rows).map { Double($0) / 8 - 9 })
    #expect(two.column("flag")?.missingCount == rows / 3)
    let late = try #require(two.column("late"))
    #expect(late.text(7) == "1" && late.text(60_000) == "60000.5" && late.text(rows - 1) == "word \(rows - 1)")
    #expect(late.firstMisfit?.line == 100_002)
  }
}
