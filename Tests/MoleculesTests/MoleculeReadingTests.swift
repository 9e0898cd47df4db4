import Foundation
import KindredTestSupport
import LinearAlgebra
import Molecules
import Testing

/// Many SMILES at once, and readings kept as bytes.
@Suite("Reading molecules", .enabled(if: RDKit.isAvailable, "built without RDKit"))
struct MoleculeReadingTests {
  private let settings = MoleculeSettings(fingerprint: FingerprintSettings(form: .joined, bits: 256))

  private func mutated(_ count: Int, seed: UInt64) -> [String] {
    var stream = RandomStream(seed: seed)
    return (0..<count).map { _ in RandomSMILES.mutated(&stream) }
  }

  @Test func threadsDoNotMatter() {
    let texts = mutated(1000, seed: 5)
    let one = MoleculeReading(texts, settings: settings, threads: 1)
    let three = MoleculeReading(texts, settings: settings, threads: 3)
    #expect(one.bytes(key: 1) == three.bytes(key: 1))
    #expect(one.table.count > 50 && one.problems.contains { $0 != 0 })
  }

  @Test func mutatedTextsNeitherCrashNorLeak() throws {
    let texts = mutated(2000, seed: 7)
    func pass() -> Int { MoleculeReading(texts, settings: settings, threads: 2).table.count }
    let count = pass()
    let before = try residentPages()
    for _ in 0..<2 { #expect(pass() == count) }
    // Other tests run beside this one; a leak of every molecule would be thousands of pages a pass.
    #expect(try residentPages() - before < 50_000)
  }

  private func residentPages() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    return Int(text.split(separator: " ")[1]) ?? 0
  }

  @Test func bytesAreReadBack() throws {
    let texts = mutated(300, seed: 9)
    let reading = MoleculeReading(texts, settings: settings, threads: 2)
    let key = MoleculeReading.key(of: texts, settings: settings)
    let bytes = reading.bytes(key: key)
    // Descriptors may be NaN, which is not equal to itself: the bytes are.
    #expect(MoleculeReading(bytes: bytes, key: key)?.bytes(key: key) == bytes)
    #expect(MoleculeReading(bytes: bytes, key: key &+ 1) == nil)
    var stream = RandomStream(seed: 11)
    for _ in 0..<40 {
      var broken = bytes
      broken[stream.below(broken.count)] ^= UInt8(1 + stream.below(255))
      #expect(MoleculeReading(bytes: broken, key: key) == nil)
      #expect(MoleculeReading(bytes: Array(bytes.prefix(stream.below(bytes.count))), key: key) == nil)
    }
  }

  @Test func keysDifferWithEverything() {
    let texts = ["C", "CC"]
    let plain = MoleculeSettings()
    let keys = [
      MoleculeReading.key(of: texts, settings: plain), MoleculeReading.key(of: ["CC", "C"], settings: plain),
      MoleculeReading.key(of: ["CCC", ""], settings: plain),
      MoleculeReading.key(of: texts, settings: MoleculeSettings(largestFragment: true)),
      MoleculeReading.key(of: texts, settings: MoleculeSettings(fingerprint: FingerprintSettings(bits: 1024))),
    ]
    #expect(Set(keys).count == keys.count)
  }
}
