#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Reads decimal numbers from bytes without making a string.
enum NumberParser {
  /// 10^0 ... 10^22, all exact in Double; never freed.
  nonisolated(unsafe) static let powers: UnsafePointer<Double> = {
    let powers = UnsafeMutablePointer<Double>.allocate(capacity: 23)
    for exponent in 0...22 { powers[exponent] = exponent == 0 ? 1 : powers[exponent - 1] * 10 }
    return UnsafePointer(powers)
  }()

  /// The correctly rounded value of `[+-]digits[.digits][e[+-]digits]`, or nil where the bytes are anything else.
  ///
  /// `bytes[count]` must be there and no part of a number. Words such as `inf` and `nan`, hexadecimal digits and surrounding spaces are no numbers
  /// here; a number too large for Double is infinite. Up to 19 digits with a small exponent take the exact short way
  /// (Clinger 1990), the rest `strtod`.
  static func parse(_ bytes: UnsafePointer<UInt8>, count: Int) -> Double? {
    var position = 0
    let negative = count > 0 && bytes[0] == UInt8(ascii: "-")
    if negative || (count > 0 && bytes[0] == UInt8(ascii: "+")) { position = 1 }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    var seenPoint = false
    while position < count {
      let byte = bytes[position]
      if byte &- 48 < 10 {
        if digits < 19 { mantissa = mantissa &* 10 &+ UInt64(byte &- 48) }
        digits += 1
        if seenPoint { exponent -= 1 }
      } else if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else {
        break
      }
      position += 1
    }
    guard digits > 0 else { return nil }
    if position < count {
      guard let written = parseExponent(bytes, from: position, count: count) else { return nil }
      exponent += written
    }
    if digits <= 19, mantissa < 1 << 53, abs(exponent) <= 22 {
      let magnitude = exponent < 0 ? Double(mantissa) / powers[-exponent] : Double(mantissa) * powers[exponent]
      return negative ? -magnitude : magnitude
    }
    return bytes.withMemoryRebound(to: CChar.self, capacity: count + 1) { strtod($0, nil) }
  }

  /// The value of a number whose decimal point is a comma; nil where the bytes are anything else.
  static func parseDecimalComma(_ bytes: UnsafePointer<UInt8>, count: Int) -> Double? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 1) { copy in
      for index in 0..<count {
        if bytes[index] == UInt8(ascii: ".") { return nil }
        copy[index] = bytes[index] == UInt8(ascii: ",") ? UInt8(ascii: ".") : bytes[index]
      }
      copy[count] = 0
      return parse(UnsafePointer(copy.baseAddress!), count: count)
    }
  }

  /// The value after `e` or `E`, clamped to +-99,999; nil where it is not an integer that ends the cell.
  private static func parseExponent(_ bytes: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int? {
    var position = start + 1
    guard bytes[start] | 0x20 == UInt8(ascii: "e"), position < count else { return nil }
    let negative = bytes[position] == UInt8(ascii: "-")
    if negative || bytes[position] == UInt8(ascii: "+") { position += 1 }
    guard position < count else { return nil }
    var value = 0
    while position < count {
      let digit = bytes[position] &- 48
      guard digit < 10 else { return nil }
      value = min(value * 10 + Int(digit), 99_999)
      position += 1
    }
    return negative ? -value : value
  }
}
