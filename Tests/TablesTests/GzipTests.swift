import Diagnostics
import FoundationEssentials
import KindredTestSupport
import LinearAlgebra
import Tables
import Testing

@Suite("Compressed tables", .enabled(if: Program.exists("/bin/gzip")))
struct GzipTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A table of random numbers, long enough for several chunks, compressed.
  private func compressed() throws -> (values: [Double], path: String) {
    var stream = RandomStream(seed: 8)
    var writer = CSVWriter(header: ["x", "y"])
    let values = (0..<100_000).map { _ in stream.normal() }
    for value in values { writer.append([.number(value), .integer(1)]) }
    try writer.write(to: folder.path("t.csv"))
    try Program.run("/bin/gzip", [folder.path("t.csv")])
    return (values, folder.path("t.csv.gz"))
  }

  @Test func wholeFiles() throws {
    let (values, path) = try compressed()
    #expect(try Table.read(path).numbers("x") == values)
  }

  @Test func truncatedFiles() throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: compressed().path)))
    for count in [12, 500, bytes.count / 2, bytes.count - 4] {
      let path = try folder.write(Array(bytes.prefix(count)), as: "cut.csv.gz")
      let error = try #require(throws: UserError.self, "\(count) bytes") { try Table.read(path) }
      #expect(error.exitCode == .badData && error.description.contains("break off"), "\(count) bytes: \(error)")
    }
  }

  @Test func damagedFiles() throws {
    var bytes = Array(try Data(contentsOf: URL(filePath: compressed().path)))
    for index in bytes.count / 2..<bytes.count / 2 + 50 { bytes[index] ^= 0x55 }
    let path = try folder.write(bytes, as: "bad.csv.gz")
    let error = try #require(throws: UserError.self) { try Table.read(path) }
    #expect(error.exitCode == .badData)
  }

  @Test func plainTextThatIsCalledGzip() throws {
    let path = try folder.write("a\n1\n", as: "t.csv.gz")
    #expect(try #require(throws: UserError.self) { try Table.read(path) }.found.contains("not gzip"))
  }
}
