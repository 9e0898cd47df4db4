import KindredTestSupport
import LinearAlgebra
import Tables
import Testing

@Suite("Numbers and text")
struct NumberTextTests {
  @Test func writtenNumbersReadBackTheSame() throws {
    let folder = try TemporaryFolder()
    var stream = RandomStream(seed: 11).split("numbers")
    var values: [Double] = [
      0, -0.0, 1, 0.1, 1e22, 1e23, Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, .leastNormalMagnitude,
      -2.5e-7,
    ]
    while values.count < 20_000 {
      let value = Double(bitPattern: stream.next())
      if value.isFinite { values.append(value) }
      values.append(Double(stream.below(2_000_000)) / 1000)
    }
    var writer = CSVWriter(header: ["x"])
    for value in values { writer.append([.number(value)]) }
    let path = folder.path("x.csv")
    try writer.write(to: path)
    let table = try Table.read(path)
    #expect(try table.numbers("x") == values)
  }

  @Test func textInPlaceIsTheSameText() {
    var stream = RandomStream(seed: 12).split("numbers")
    var values: [Double] = [
      0, -0.0, 1, -1, 9, 10, -10, 99.5, 0x1p53, -0x1p53, 0x1p53 - 1, 1e15, 1e16, 1e22, .nan, .infinity,
    ]
    for _ in 0..<5000 {
      values += [
        Double(bitPattern: stream.next()), Double(stream.below(2_000_000)) / 1000, Double(stream.below(1 << 40)),
      ]
    }
    for value in values {
      let bytes = [UInt8](unsafeUninitializedCapacity: 24) { buffer, count in
        count = writeShortestText(value, to: buffer.baseAddress!)
      }
      #expect(String(decoding: bytes, as: UTF8.self) == shortestText(value))
    }
  }

  /// Columns of numbers are collected some rows at a time; what interrupts them - empty cells, tokens, text - must not show.
  @Test func longColumnsReadCellByCell() throws {
    let folder = try TemporaryFolder()
    var stream = RandomStream(seed: 13).split("cells")
    let rows = 1500
    let numbers: [Double] = (0..<rows).map { _ in Double(stream.below(100_000)) / 8 }
    let isEmpty = (0..<rows).map { _ in stream.below(9) == 0 }
    var text = "plain,gaps,tokens,late text\n"
    for row in 0..<rows {
      let number = shortestText(numbers[row])
      text +=
        "\(number),\(isEmpty[row] ? "" : number),\(isEmpty[row] ? "NA" : number),\(row == 900 ? "word" : number)\n"
    }
    let path = folder.path("long.csv")
    try AtomicFile.write(text, to: path)
    let table = try Table.read(path, missing: .usual)
    #expect(try table.numbers("plain") == numbers)
    for name in ["gaps", "tokens"] {
      let column = try #require(table.column(name))
      let found: [Double] = try #require(column.numbers)
      #expect(column.missingCount == isEmpty.count { $0 } && column.numberCount == rows - column.missingCount)
      for row in 0..<rows { #expect(isEmpty[row] ? found[row].isNaN : found[row] == numbers[row], "row \(row)") }
    }
    #expect(table.column("tokens")?.tokens == ["NA": isEmpty.count { $0 }])
    let late = try #require(table.column("late text"))
    #expect(late.numbers == nil && late.text(900) == "word" && late.text(1499) == shortestText(numbers[1499]))
    #expect(late.firstMisfit?.line == 902)
  }

  @Test func spellingsThatAreNumbers() throws {
    let folder = try TemporaryFolder()
    let spellings = ["+1", ".5", "5.", "1E3", "1e-2", "-0", "12345678901234567890123", "0.1234567890123456789012e5"]
    let table = try Table.read(folder.write("x\n" + spellings.joined(separator: "\n"), as: "x.csv"))
    #expect(try table.numbers("x") == [1, 0.5, 5, 1000, 0.01, 0, 12345678901234567741440, 0.1234567890123456789012e5])
  }

  @Test(arguments: ["1,5", "0x10", "1e", "e5", "--1", ".", "1 2", "1_000", "٣"])
  func spellingsThatAreNone(text: String) throws {
    let folder = try TemporaryFolder()
    let table = try Table.read(folder.write("x,y\n\"\(text)\",1\n", as: "x.csv"))
    #expect(try table.texts("x") == [text])
    #expect(table.column("x")?.numberCount == 0)
  }

  @Test func quotesOnlyWhereNeeded() {
    var writer = CSVWriter(header: ["a", "b,c"])
    writer.append([.text("x"), .text("say \"y\"")])
    writer.append([.text(" z"), .number(nil)])
    writer.append([.single(0.1), .number(.infinity)])
    writer.append([.integer(-3), .text("")])
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "a,\"b,c\"\nx,\"say \"\"y\"\"\"\n\" z\",\n0.1,\n-3,\n")
  }

  @Test func textReadsBackTheSame() throws {
    let folder = try TemporaryFolder()
    let texts = ["", " a", "b ", "c,d", "\"", "e\nf", "g\r\nh", "ü", "\t", "CC(=O)[O-]", "x"]
    var writer = CSVWriter(header: ["t"])
    for text in texts { writer.append([.text(text)]) }
    let path = folder.path("t.csv")
    try writer.write(to: path)
    #expect(try Table.read(path, asText: { _ in true }).texts("t") == texts)
  }
}
