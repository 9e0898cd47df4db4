import Foundation
import KindredTestSupport
import Testing

/// Closed and full streams, pipes, few descriptors, little memory: a message or silence, never a signal.
@Suite struct StandardStreamTests {
  private static func panel(_ folder: TemporaryFolder) throws -> String {
    let path = folder.path("panel.csv")
    #expect(try BuiltBinary.run(["synthesize", "--out", path, "--tasks", "4", "-q"]).status == 0)
    return path
  }

  private static let options = "--task-column task --target-columns target --id-column sample"

  @Test func streamsThatCannotBeWrittenEndWithoutASignal() throws {
    let folder = try TemporaryFolder()
    let inspect = "inspect \(try Self.panel(folder)) \(Self.options)"
    for (command, status) in [
      ("$KINDRED \(inspect) >&-", 73), ("$KINDRED \(inspect) >/dev/full", 73), ("$KINDRED --help >/dev/full", 73),
      ("$KINDRED \(inspect) 2>&-", 0), ("$KINDRED inspect /nonesuch 2>&-", 66),
      ("$KINDRED inspect /nonesuch 2>/dev/full", 66), ("$KINDRED inspect --bogus 2>&-", 64),
      ("$KINDRED \(inspect) <&- >/dev/null", 0), ("trap '' PIPE; $KINDRED \(inspect) | true", 0),
    ] {
      let outcome = try BuiltBinary.shell(command)
      #expect(outcome.status == status, "\(command): \(outcome.status) \(outcome.errors)")
      #expect(!outcome.errors.contains("Fatal error") && !outcome.errors.contains("crashed"), "\(outcome.errors)")
    }
  }

  /// A closed stream's number is not taken by a file of the study.
  @Test func closedStreamsAreNotWrittenIntoFiles() throws {
    let folder = try TemporaryFolder()
    let relate = "relate \(try Self.panel(folder)) \(Self.options) --study"
    #expect(try BuiltBinary.shell("$KINDRED \(relate) \(folder.path("closed")) >&- 2>&- <&-").status == 73)
    #expect(try BuiltBinary.shell("$KINDRED \(relate) \(folder.path("open"))").status == 0)
    let files = try ["closed", "open"].map { try Data(contentsOf: URL(filePath: folder.path("\($0)/relations.csv"))) }
    #expect(files[0] == files[1])
  }

  @Test func fewDescriptorsAreTold() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(folder)
    let few = try BuiltBinary.shell("ulimit -n 4; exec $KINDRED inspect \(panel) \(Self.options)")
    #expect(few.status == 1 && few.errors.contains("ulimit -n"), "\(few)")
    let enough = try BuiltBinary.shell(
      "ulimit -n 16; exec $KINDRED label \(panel) \(Self.options) --max-epochs 2 --replicates 2 --baseline-replicates 2 "
        + "--study \(folder.path("study")) -q --threads 2")
    #expect(enough.status == 0, "\(enough.errors)")
  }

  @Test func littleMemoryIsTold() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(folder)
    let relate = "relate \(panel) \(Self.options) --threads 1 -q --study \(folder.path("study"))"
    let space = try BuiltBinary.shell("ulimit -v 300000; timeout 60 $KINDRED \(relate)")
    #expect(space.status == 65 && space.errors.contains("ulimit -v"), "\(space)")
    // 1.2 GB of numbers in a file of 30 MB.
    let wide = folder.path("wide.csv")
    let line = (0..<1000).map { _ in "1" }.joined(separator: ",") + "\n"
    let header = (0..<1000).map { "f\($0)" }.joined(separator: ",") + "\n"
    try (header + String(repeating: line, count: 15_000)).write(toFile: wide, atomically: true, encoding: .utf8)
    let memory = try BuiltBinary.run(["inspect", wide, "--target-columns", "f0", "f1", "--max-memory", "64M"])
    #expect(memory.status == 65 && memory.errors.contains("--max-memory"), "\(memory)")
    let size = try BuiltBinary.run(["inspect", panel, "--max-memory", "much"])
    #expect(size.status == 64 && size.errors.contains("max-memory"))
  }

  @Test func namesThatAreNotUTF8AreRefused() throws {
    let folder = try TemporaryFolder()
    let panel = try Self.panel(folder)
    let argument = try BuiltBinary.shell(
      "$KINDRED relate \(panel) \(Self.options) --study \(folder.path("s"))$(printf '\\377') -q")
    #expect(argument.status == 64 && argument.errors.contains("UTF-8"), "\(argument)")
    let inside = try BuiltBinary.shell(
      "cd \(folder.url.path) && d=$(printf 'd\\377') && mkdir \"$d\" && cd \"$d\" && cp \(panel) p.csv && "
        + "$KINDRED inspect p.csv \(Self.options) >/dev/null && $KINDRED relate p.csv \(Self.options) --study s -q")
    #expect(inside.status == 65 && inside.errors.contains("UTF-8"), "\(inside)")
  }

  /// A pipe that gives nothing keeps the reader waiting: a step that cannot say how far it is.
  @Test func noStepIsSilentForFiveSeconds() throws {
    let folder = try TemporaryFolder()
    let (panel, pipe) = (try Self.panel(folder), folder.path("slow"))
    let outcome = try BuiltBinary.shell(
      "mkfifo \(pipe); (sleep 6; cat \(panel)) > \(pipe) & $KINDRED inspect \(pipe) \(Self.options)")
    #expect(outcome.status == 0 && outcome.errors.contains("Reading the panel: at it for"), "\(outcome)")
  }

  @Test func aPipeIsReadOnce() throws {
    let folder = try TemporaryFolder()
    let (panel, pipe, study) = (try Self.panel(folder), folder.path("pipe"), folder.path("study"))
    let first = try BuiltBinary.shell(
      "mkfifo \(pipe); cat \(panel) > \(pipe) & $KINDRED relate \(pipe) \(Self.options) --study \(study) -q")
    #expect(first.status == 0, "\(first.errors)")
    let second = try BuiltBinary.shell("timeout 20 $KINDRED relate --study \(study) -q")
    #expect(second.status == 66 && second.errors.contains("pipe"), "\(second)")
    let twice = try BuiltBinary.shell(
      "cat \(panel) > \(pipe) & timeout 20 $KINDRED inspect \(pipe) \(pipe) \(Self.options)")
    #expect(twice.status == 66 && twice.errors.contains("pipe"), "\(twice)")
  }
}
