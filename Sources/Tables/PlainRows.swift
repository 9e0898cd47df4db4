/// Rows in which nothing is special, parsed apart from what stands before and behind them.
///
/// Most of a large table is such text: every row as wide as the header, no blank lines, quotes only around whole cells and none
/// inside. It gives what libcsv gives, several times as fast and on several threads; everything else is left to libcsv.
final class PlainRows {
  /// How the cells of a column are kept.
  enum Kind: UInt8 {
    /// 0, 1 and empty cells, as codes.
    case flags
    /// Finite numbers and empty cells, as numbers.
    case numbers
    /// As they are written.
    case cells
  }

  let rowCount: Int
  /// By column.
  let kinds: [Kind]
  /// By column, the first row whose cell is kept as it is written, as are those below it.
  private(set) var turns: [Int]
  /// (columns, stride) slots of eight bytes: codes in the first bytes of a column, numbers, or place and length of cells.
  private let slots: UnsafeMutablePointer<UInt64>
  /// A little more than the rows, so that columns do not meet in the same lines of the cache.
  private let stride: Int
  private let text: UnsafePointer<UInt8>

  /// Parses whole lines; nil where something in them is special, or where there is one column, whose empty cells look like blank lines.
  ///
  /// - Parameters:
  ///   - text: ends with a line feed, and stays as long as the rows are used.
  ///   - kinds: how to keep the cells of each column until one does not fit.
  ///   - delimiter: a byte that is no part of a number.
  init?(_ text: UnsafeRawBufferPointer, kinds: [Kind], delimiter: UInt8) {
    guard let bytes = text.bindMemory(to: UInt8.self).baseAddress, text.last == UInt8(ascii: "\n"), kinds.count > 1
    else {
      return nil
    }
    var lines = 0
    for byte in text where byte == UInt8(ascii: "\n") { lines &+= 1 }
    rowCount = lines
    stride = lines + 8
    self.kinds = kinds
    self.text = bytes
    turns = kinds.map { $0 == .cells ? 0 : lines }
    slots = .allocate(capacity: kinds.count * stride)
    guard parse(CellScanner(bytes, delimiter: delimiter)) else { return nil }
  }

  deinit { slots.deallocate() }

  private func parse(_ scanner: CellScanner) -> Bool {
    var scanner = scanner
    let last = kinds.count - 1
    return turns.withUnsafeMutableBufferPointer { turns in
      kinds.withUnsafeBufferPointer { kinds in
        for row in 0..<rowCount {
          for column in 0...last {
            let slot = slots + (column &* stride)
            if row >= turns[column] || !take(kinds[column], into: slot, row: row, from: &scanner) {
              guard let (start, count) = scanner.cell() else { return false }
              if row < turns[column], !takeWritten(kinds[column], start: start, count: count, into: slot, row: row) {
                turns[column] = row
              }
              if row >= turns[column] { slot[row] = UInt64(start) << 32 | UInt64(count) }
            }
            guard column == last ? scanner.endRow() : scanner.endCell() else { return false }
          }
        }
        return true
      }
    }
  }

  /// Takes a cell in the form that almost all have; false, and nothing taken, in any other.
  @inline(__always)
  private func take(_ kind: Kind, into slot: UnsafeMutablePointer<UInt64>, row: Int, from scanner: inout CellScanner)
    -> Bool
  {
    if kind == .numbers {
      guard let number = scanner.number() else { return false }
      slot[row] = number.bitPattern
    } else {
      guard let code = scanner.flag() else { return false }
      UnsafeMutableRawPointer(slot).storeBytes(of: code, toByteOffset: row, as: UInt8.self)
    }
    return true
  }

  /// Takes a cell of the column's kind that is written in an unusual form; false where it is of another kind.
  private func takeWritten(
    _ kind: Kind, start: Int, count: Int, into slot: UnsafeMutablePointer<UInt64>, row: Int
  ) -> Bool {
    if kind == .numbers {
      let value = count == 0 ? Double.nan : NumberParser.parse(text + start, count: count) ?? .infinity
      guard count == 0 || value.isFinite else { return false }
      slot[row] = value.bitPattern
      return true
    }
    let code = count == 0 ? TableColumn.missingFlag : text[start] &- UInt8(ascii: "0")
    guard count == 0 || (count == 1 && code <= 1) else { return false }
    UnsafeMutableRawPointer(slot).storeBytes(of: code, toByteOffset: row, as: UInt8.self)
    return true
  }
}

extension PlainRows {
  /// The first cells of a column of flags, up to its turn.
  func flags(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let codes = UnsafeRawPointer(slots + column * stride).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: codes, count: turns[column])
  }

  /// The first cells of a column of numbers, up to its turn, NaN where empty.
  func numbers(_ column: Int) -> UnsafeBufferPointer<Double> {
    let numbers = UnsafeRawPointer(slots + column * stride).assumingMemoryBound(to: Double.self)
    return UnsafeBufferPointer(start: numbers, count: turns[column])
  }

  /// A cell as it is written, from its column's turn on.
  func cell(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8> {
    let slot = slots[column * stride + row]
    return UnsafeBufferPointer(start: text + Int(slot >> 32), count: Int(slot & 0xFFFF_FFFF))
  }
}
