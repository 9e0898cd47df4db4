/// A 64-bit FNV-1a hash of a sequence of words and strings: tells whether two inputs are the same, not who made them.
package struct Fingerprint: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  /// Adds eight bytes, least significant first.
  package mutating func add(_ word: UInt64) {
    var word = word
    for _ in 0..<8 {
      state = (state ^ (word & 0xFF)) &* 0x0000_0100_0000_01B3
      word >>= 8
    }
  }

  /// Adds a string's UTF-8 bytes and their count, so that ("ab", "c") differs from ("a", "bc").
  package mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  }

  /// Adds the bits of some numbers, a word each.
  package mutating func add(_ numbers: [Float]) {
    for number in numbers { state = (state ^ UInt64(number.bitPattern)) &* 0x0000_0100_0000_01B3 }
  }

  /// The hash as 16 hex digits.
  package var hexadecimal: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
