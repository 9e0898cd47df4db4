import Foundation
import KindredTestSupport
import Testing

/// Everything a table can get wrong: one message that says where, what and what to do, exit 65, nothing half-written.
@Suite struct BadInputTests {
  struct Case: CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    /// Words that the message must hold.
    var says: [String]
    var options: [String] = ["--target-columns", "t*"]
    var file = "panel.csv"
    var status: Int32 = 65
    var testDescription: String { name }
  }

  static let header = "a,b,t1,t2\n"

  /// Rows of a good panel, `count` of them.
  static func rows(_ count: Int = 60) -> [String] {
    (0..<count).map { "\(Double($0 % 7) * 0.3),\(Double($0 * 37 % 11)),\(Double($0 * 13 % 29) / 7),\(($0 * 7) % 5)" }
  }

  static func table(_ rows: [String], header: String = header) -> [UInt8] {
    Array((header + rows.joined(separator: "\n") + "\n").utf8)
  }

  static func replacing(_ line: Int, by text: String) -> [UInt8] {
    var changed = rows()
    changed[line - 2] = text
    return table(changed)
  }

  static let cases: [Case] = [
    Case(name: "an empty file", bytes: [], says: ["panel.csv", "empty"]),
    Case(name: "only a header", bytes: Array(header.utf8), says: ["panel.csv", "header"]),
    Case(name: "ragged rows", bytes: replacing(7, by: "1,2,3"), says: ["panel.csv:7", "3", "4"]),
    Case(name: "an unclosed quote", bytes: replacing(9, by: "1,\"2,3,4"), says: ["panel.csv", "quote"]),
    Case(name: "text in a target", bytes: replacing(5, by: "1,2,high,4"), says: ["panel.csv:5", "t1", "high"]),
    Case(name: "inf", bytes: replacing(6, by: "1,2,inf,4"), says: ["panel.csv:6", "t1", "inf"]),
    Case(
      name: "Latin-1 bytes", bytes: Array("a,b,t1,t2,n".utf8) + [10] + Array("1,2,3,4,caf".utf8) + [0xE9, 10],
      says: ["panel.csv:2", "UTF-8"]),
    Case(
      name: "duplicate column names", bytes: table(rows(), header: "a,a,t1,t2\n"), says: ["panel.csv:1", "a", "twice"]),
    Case(
      name: "a target that is all missing", bytes: table(rows().map { $0.replacing(/,[^,]*$/, with: ",") }),
      says: ["t2", "--ignore-columns"]),
    Case(
      name: "a constant target", bytes: table(rows().map { $0.replacing(/,[^,]*$/, with: ",3.5") }),
      says: ["t2", "--ignore-columns"]),
    Case(name: "one task", bytes: table(rows()), says: ["task"], options: ["--target-columns", "t1"]),
    Case(
      name: "a task with 3 rows",
      bytes: table(rows().enumerated().map { $0.offset < 3 ? $0.element : $0.element.replacing(/,[^,]*$/, with: ",") }),
      says: ["t2", "3"]),
    Case(
      name: "an id that is missing",
      bytes: table(
        rows().enumerated().map { $0.offset == 3 ? "," + $0.element : "i\($0.offset),\($0.element)" },
        header: "id," + header),
      says: ["panel.csv:5", "id"], options: ["--target-columns", "t*", "--id-column", "id"]),
    Case(
      name: "a truncated gzip file", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B, 0xD4], says: ["panel.csv.gz"],
      file: "panel.csv.gz"),
    Case(
      name: "targets that cannot be known", bytes: table(rows()), says: ["--target-columns", "a", "t2"], options: []),
    Case(
      name: "a target column that is not there", bytes: table(rows()), says: ["nonesuch"],
      options: ["--target-columns", "nonesuch"]),
  ]

  @Test(arguments: cases) func isRefusedInOneMessage(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(example.bytes, as: example.file)
    let study = folder.path("study")
    let outcome = try BuiltBinary.run(["run", path, "--study", study, "-q"] + example.options)
    #expect(outcome.status == example.status, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("kindred: "))
    for word in example.says { #expect(outcome.errors.contains(word), "\(word) is not in: \(outcome.errors)") }
    #expect(!FileManager.default.fileExists(atPath: study), "something was written")
  }

  @Test func longNamesAreCutInMessages() throws {
    let folder = try TemporaryFolder()
    let name = "t" + String(repeating: "x", count: 5000)
    let rows = (0..<40).map { "\($0 % 7),\($0 < 5 ? "\($0)" : ""),\($0 * 7 % 5),\($0 * 3 % 17)" }
    let panel = try folder.write(Self.table(rows, header: "a,\(name),t2,t3\n"), as: "panel.csv")
    for options in [["--target-columns", "t*"], ["--target-columns", "no" + name]] {
      let outcome = try BuiltBinary.run(["inspect", panel] + options)
      #expect(!outcome.output.isEmpty || !outcome.errors.isEmpty)
      let lines = (outcome.output + outcome.errors).split(separator: "\n")
      #expect(lines.allSatisfy { $0.count < 1500 && !$0.contains(name) }, "\(outcome.status)")
    }
  }

  @Test func aFolderInsteadOfAFile() throws {
    let folder = try TemporaryFolder()
    let outcome = try BuiltBinary.run(["inspect", folder.url.path])
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("folder"))
  }

  @Test func aFileThatIsNotThere() throws {
    let outcome = try BuiltBinary.run(["inspect", "/nonesuch/panel.csv"])
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("/nonesuch/panel.csv"))
  }

  @Test func aByteOrderMarkAndWindowsLinesChangeNothing() throws {
    let folder = try TemporaryFolder()
    let plain = try folder.write(Self.table(Self.rows()), as: "plain.csv")
    let windows = Self.table(Self.rows()).flatMap { $0 == 10 ? [13, 10] : [$0] }
    let marked = try folder.write([0xEF, 0xBB, 0xBF] + windows, as: "marked.csv")
    func inspected(_ path: String) throws -> BuiltBinary.Outcome {
      try BuiltBinary.run(["inspect", path, "--target-columns", "t*", "--json"])
    }
    let first = try inspected(plain)
    #expect(first.status == 0, "\(first.errors)")
    let second = try inspected(marked)
    #expect(second.output.replacing("marked.csv", with: "plain.csv") == first.output)
  }

  @Test func aStudyFolderThatCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    let panel = try folder.write(Self.table(Self.rows()), as: "panel.csv")
    let occupied = try folder.write("a file", as: "occupied")
    for study in [occupied, occupied + "/study", "/proc/kindred-study"] {
      let outcome = try BuiltBinary.run(["relate", panel, "--target-columns", "t*", "--study", study, "-q"])
      #expect(outcome.status == 73, "\(study): \(outcome.errors)")
      #expect(outcome.errors.contains(study))
    }
  }

  /// A limit on the size of files stands in for a full disk: writes fail in the middle of a file.
  @Test func aDiskThatIsFull() throws {
    let folder = try TemporaryFolder()
    let panel = try folder.write(Self.table(Self.rows()), as: "panel.csv")
    let study = folder.path("study")
    let outcome = try BuiltBinary.shell(
      "trap '' XFSZ; ulimit -f 1; exec $KINDRED run \(panel) --target-columns 't*' --study \(study) -q --budget 60")
    #expect(outcome.status == 73, "\(outcome.errors)")
    let left = try FileManager.default.contentsOfDirectory(atPath: study)
    #expect(left.allSatisfy { !$0.hasSuffix(".part") }, "\(left)")
  }
}
