import Foundation
import KindredTestSupport
import StudyFiles
import Testing

/// Parts of a step are made once, whatever ends the program between them.
@Suite struct KeptPartsTests {
  private func make(_ path: String, stamp: String = "step") -> [String] {
    let parts = KeptParts(path: path, stamp: stamp)
    var made: [String] = []
    for name in ["a 1", "a 2", "b 1"] {
      let part = parts.part(name) { () -> [Double]? in
        made.append(name)
        return [0.1, 1e-300, Double(made.count)]
      }
      #expect(part?.prefix(2) == [0.1, 1e-300])
    }
    return made
  }

  @Test func aPartIsMadeOnce() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("parts.txt")
    #expect(make(path) == ["a 1", "a 2", "b 1"])
    #expect(make(path) == [])
    #expect(make(path, stamp: "other inputs") == ["a 1", "a 2", "b 1"])
    #expect(make(path) == ["a 1", "a 2", "b 1"])
    KeptParts(path: path, stamp: "step").remove()
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aTornOrChangedLineCostsItsPart() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("parts.txt")
    _ = make(path)
    let whole = try String(contentsOfFile: path, encoding: .utf8)
    try String(whole.dropLast(5)).write(toFile: path, atomically: true, encoding: .utf8)
    #expect(make(path) == ["b 1"])
    #expect(make(path) == [])
    try whole.replacing("1e-300", with: "2e-300", maxReplacements: 1).write(
      toFile: path, atomically: true, encoding: .utf8)
    #expect(make(path) == ["a 1"])
  }

  @Test func whereNothingCanBeWrittenPartsAreMade() {
    #expect(make("/nowhere/parts.txt") == ["a 1", "a 2", "b 1"])
  }
}
