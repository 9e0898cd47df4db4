/// The shortest decimal text that reads back as the same number, without a needless `.0`; empty unless finite.
package func shortestText(_ value: Double) -> String {
  guard value.isFinite else { return "" }
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// The shortest decimal text that reads back as the same Float; empty unless finite.
package func shortestText(_ value: Float) -> String {
  guard value.isFinite else { return "" }
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// Writes `shortestText` of a number at `place`, which has room for 24 bytes; returns how many bytes it has.
package func writeShortestText(_ value: Double, to place: UnsafeMutablePointer<UInt8>) -> Int {
  guard value.isFinite else { return 0 }
  // Whole numbers without an exponent; -0 is left to the general way.
  if value.magnitude < 0x1p53, value == value.rounded(), value != 0 || value.sign == .plus {
    return writeInteger(Int64(value), to: place)
  }
  var text = value.description
  return text.withUTF8 { bytes in
    let isWhole =
      bytes.count > 2 && bytes[bytes.count - 1] == UInt8(ascii: "0") && bytes[bytes.count - 2] == UInt8(ascii: ".")
    let count = isWhole ? bytes.count - 2 : bytes.count
    if let start = bytes.baseAddress { place.initialize(from: start, count: count) }
    return count
  }
}

private func writeInteger(_ value: Int64, to place: UnsafeMutablePointer<UInt8>) -> Int {
  var rest = value.magnitude
  var count = value < 0 ? 2 : 1
  var power: UInt64 = 10
  while power <= rest {
    count += 1
    power *= 10
  }
  if value < 0 { place.initialize(to: UInt8(ascii: "-")) }
  for index in stride(from: count - 1, through: value < 0 ? 1 : 0, by: -1) {
    (place + index).initialize(to: UInt8(ascii: "0") + UInt8(rest % 10))
    rest /= 10
  }
  return count
}
