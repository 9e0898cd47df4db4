import ArgumentParser

/// A number of bytes as people write it: `800M`, `4G`, `1.5T`, or plain bytes.
struct MemorySize: ExpressibleByArgument {
  let bytes: Int

  /// What may be asked for: no command runs in less, and no machine has more.
  static let range = 64 << 20...1 << 50

  init?(argument: String) {
    let units: [Character: Double] = ["K": 10, "M": 20, "G": 30, "T": 40].mapValues { Double(1 << $0) }
    var text = argument.uppercased()
    if text.hasSuffix("IB") { text.removeLast(2) } else if text.hasSuffix("B") { text.removeLast() }
    let unit = text.last.flatMap { units[$0] }
    guard let number = Double(unit == nil ? text : String(text.dropLast())), number.isFinite,
      let bytes = Int(exactly: (number * (unit ?? 1)).rounded()), Self.range.contains(bytes)
    else { return nil }
    self.bytes = bytes
  }
}
