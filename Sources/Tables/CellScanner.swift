/// Walks over the cells of delimited text that ends with a line feed.
///
/// Each call takes a cell and stops at what ends it, or takes nothing where it is written in another way than the call can read.
struct CellScanner {
  private let bytes: UnsafePointer<UInt8>
  private let delimiter: UInt8
  private let powers: UnsafePointer<Double>
  private var position = 0

  init(_ bytes: UnsafePointer<UInt8>, delimiter: UInt8) {
    self.bytes = bytes
    self.delimiter = delimiter
    powers = NumberParser.powers
  }

  @inline(__always)
  private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == 10 || byte == 13 }

  @inline(__always)
  private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (byte == 9 && delimiter != 9) }

  /// 0, 1, or the code of an empty cell.
  @inline(__always)
  mutating func flag() -> UInt8? {
    let byte = bytes[position]
    if byte &- 48 <= 1, isEnd(bytes[position &+ 1]) {
      position &+= 1
      return byte &- 48
    }
    return isEnd(byte) ? TableColumn.missingFlag : nil
  }

  /// `[+-]digits[.digits]` of at most 2^53 without its point, or NaN where the cell is empty.
  @inline(__always)
  mutating func number() -> Double? {
    var next = position
    var byte = bytes[next]
    if isEnd(byte) { return .nan }
    let negative = byte == UInt8(ascii: "-")
    if negative || byte == UInt8(ascii: "+") {
      next &+= 1
      byte = bytes[next]
    }
    let first = next
    var mantissa: UInt64 = 0
    while byte &- 48 < 10 {
      mantissa = mantissa &* 10 &+ UInt64(byte &- 48)
      next &+= 1
      byte = bytes[next]
    }
    var digits = next &- first
    var decimals = 0
    if byte == UInt8(ascii: ".") {
      let point = next
      next &+= 1
      byte = bytes[next]
      while byte &- 48 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 48)
        next &+= 1
        byte = bytes[next]
      }
      decimals = next &- point &- 1
      digits &+= decimals
    }
    // The same exact way as NumberParser's.
    guard isEnd(byte), digits > 0, digits <= 19, mantissa < 1 << 53 else { return nil }
    position = next
    let magnitude = Double(mantissa) / powers[decimals]
    return negative ? -magnitude : magnitude
  }

  /// Where a cell's text begins, without quotes and blanks around it, and its length; nil where quotes need more care.
  mutating func cell() -> (start: Int, count: Int)? {
    var next = position
    if bytes[next] == UInt8(ascii: "\"") {
      next &+= 1
      while bytes[next] != UInt8(ascii: "\"") {
        if bytes[next] == 10 || bytes[next] == 13 { return nil }
        next &+= 1
      }
      defer { position = next &+ 1 }
      return (position &+ 1, next &- position &- 1)
    }
    while isBlank(bytes[next]) { next &+= 1 }
    let start = next
    while !isEnd(bytes[next]) {
      if bytes[next] == UInt8(ascii: "\"") { return nil }
      next &+= 1
    }
    position = next
    while next > start, isBlank(bytes[next &- 1]) { next &-= 1 }
    return (start, next &- start)
  }

  /// Passes the delimiter; false where the cell ends in another way.
  @inline(__always)
  mutating func endCell() -> Bool {
    guard bytes[position] == delimiter else { return false }
    position &+= 1
    return true
  }

  /// Passes LF or CR LF; false where the row goes on.
  @inline(__always)
  mutating func endRow() -> Bool {
    if bytes[position] == 13 { position &+= 1 }
    guard bytes[position] == 10 else { return false }
    position &+= 1
    return true
  }
}
