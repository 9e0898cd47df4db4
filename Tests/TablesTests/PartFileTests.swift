import Diagnostics
import Foundation
import KindredTestSupport
import Tables
import Testing

@Suite struct PartFileTests {
  @Test func whatAKilledProcessLeftIsRemovedAndNothingElse() throws {
    let folder = try TemporaryFolder()
    let own = PartFile.path(for: folder.path("a.csv"))
    _ = try folder.write("x", as: URL(filePath: own).lastPathComponent)
    // A process that has ended: its number in place of ours.
    let ended = Process()
    ended.executableURL = URL(filePath: "/bin/true")
    try ended.run()
    ended.waitUntilExit()
    let words = URL(filePath: own).lastPathComponent.split(separator: ".").map(String.init)
    let stale = (words.dropLast(3) + ["\(ended.processIdentifier)"] + words.suffix(2)).joined(separator: ".")
    _ = try folder.write("x", as: stale)
    let elsewhere = (words.dropLast(4) + ["0badcafe", "1"] + words.suffix(2)).joined(separator: ".")
    _ = try folder.write("x", as: elsewhere)
    for name in ["mine.part", "a.b.c.part", "notes.csv"] { _ = try folder.write("x", as: name) }
    PartFile.removeStale(in: folder.url.path)
    #expect(!(try folder.names().contains(stale)))
    #expect(try folder.names().count == 5)
    try FileManager.default.setAttributes(
      [.modificationDate: Date() - 100_000], ofItemAtPath: folder.path(elsewhere))
    PartFile.removeStale(in: folder.url.path)
    #expect(try folder.names().count == 4 && !folder.names().contains(elsewhere))
  }

  @Test func aFileIsWrittenInPartsOrNotAtAll() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old", as: "file")
    var parts = ["one,", "two,", "", "three"].makeIterator()
    try AtomicFile.write(to: path) { parts.next().map { Array($0.utf8) } }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "one,two,three")
    #expect(throws: UserError.self) {
      var more = ["x"].makeIterator()
      try AtomicFile.write(to: folder.path("nonesuch/file")) { more.next().map { Array($0.utf8) } }
    }
    #expect(try folder.names() == ["file"])
  }

  @Test func whatHasNotChangedIsNotWritten() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("same", as: "file")
    func number() throws -> Int {
      try #require(FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int)
    }
    let before = try number()
    try AtomicFile.update("same", at: path)
    #expect(try number() == before)
    for text in ["samf", "sam", "same!", ""] {
      try AtomicFile.update(text, at: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }
  }
}
