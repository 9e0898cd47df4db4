import Diagnostics
import FoundationEssentials
import KindredTestSupport
import Tables
import Testing

@Suite("Atomic files")
struct AtomicFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func content(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.url.appending(path: name)), as: UTF8.self)
  }

  @Test func replacesAndLeavesNothingBeside() throws {
    try AtomicFile.write("old", to: folder.path("a"))
    try AtomicFile.write("new", to: folder.path("a"))
    #expect(try content("a") == "new")
    #expect(try folder.names() == ["a"])
  }

  @Test func followsALink() throws {
    try AtomicFile.write("old", to: folder.path("a"))
    try FileManager.default.createSymbolicLink(atPath: folder.path("b"), withDestinationPath: folder.path("a"))
    try AtomicFile.write("new", to: folder.path("b"))
    #expect(try content("a") == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("b")) == folder.path("a"))
  }

  @Test func aMissingFolderIsTold() throws {
    let error = try #require(throws: UserError.self) { try AtomicFile.write("x", to: folder.path("none/a")) }
    #expect(error.exitCode == .cannotWrite && error.file == folder.path("none/a"))
  }

  @Test func aFolderIsNotReplaced() throws {
    let error = try #require(throws: UserError.self) { try AtomicFile.write("x", to: folder.url.path) }
    #expect(error.exitCode == .cannotWrite)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsTold() throws {
    let error = try #require(throws: UserError.self) { try AtomicFile.write("x", to: "/dev/full") }
    #expect(error.exitCode == .cannotWrite && error.description.contains("No space left"))
    #expect(FileManager.default.fileExists(atPath: "/dev/full"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self")))
  func aFolderThatTakesNoFilesIsTold() throws {
    let error = try #require(throws: UserError.self) { try AtomicFile.write("x", to: "/proc/a") }
    #expect(error.exitCode == .cannotWrite)
  }
}
