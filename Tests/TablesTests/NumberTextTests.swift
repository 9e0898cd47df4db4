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
