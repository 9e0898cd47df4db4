import LinearAlgebra
import Testing

/// Golden values: every result of every study rests on these.
@Suite struct StreamTests {
  @Test func streamsAreTheSameForEver() {
    var stream = RandomStream(seed: 42)
    #expect((0..<3).map { _ in stream.next() } == [0x57E1FABA65107204, 0xF4ABD143FEB24055, 0x7C816738C12903B2])
    var split = RandomStream(seed: 42).split("folds", 3)
    #expect(split.next() == 0x3208E7777AA8A62C)
    var other = RandomStream(seed: 42).split("folds", 4)
    #expect(other.next() != 0x3208E7777AA8A62C)
    var (deep, shallow) = (RandomStream(seed: 42).split("a").split("b", 1), RandomStream(seed: 42).split("a"))
    #expect(deep.next() != shallow.next())
  }

  @Test func drawsStayWithinTheirBounds() {
    var stream = RandomStream(seed: 7)
    for _ in 0..<1000 {
      #expect((0..<5).contains(stream.below(5)))
      #expect((0..<1).contains(stream.uniform()))
    }
    #expect(stream.permutation(20).sorted() == Array(0..<20))
    #expect(stream.sample(5, of: 5).sorted() == Array(0..<5))
  }

  @Test func fingerprintsAreTheSameForEver() {
    var fingerprint = Fingerprint()
    #expect(fingerprint.hexadecimal == "cbf29ce484222325")
    fingerprint.add("kindred")
    fingerprint.add(UInt64(7))
    #expect(fingerprint.hexadecimal == "952fc8c384228fe4")
  }

  /// Texts are told apart from their parts run together.
  @Test func boundariesCount() {
    var (a, b) = (Fingerprint(), Fingerprint())
    a.add("ab")
    a.add("c")
    b.add("a")
    b.add("bc")
    #expect(a.hexadecimal != b.hexadecimal)
  }
}
