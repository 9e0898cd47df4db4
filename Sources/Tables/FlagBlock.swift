/// The cells of the latest rows in columns that have held nothing but 0, 1 and empty cells so far.
///
/// Tables of fingerprints have tens of millions of such cells. They are collected here, `blockRows` rows at a time, by
/// plain stores through pointers, and handed to their columns a block at once; everything else goes to its
/// `ColumnBuilder` cell by cell. The storage belongs to whoever calls `deallocate`.
struct FlagBlock {
  static let blockRows = 256

  /// The number of columns.
  let width: Int
  /// Rows that are complete.
  private(set) var rowCount = 0
  /// The column that the next cell belongs to.
  private(set) var cell = 0
  /// (columns, blockRows)
  private let codes: UnsafeMutablePointer<UInt8>
  /// Whether a column is collected here.
  private let isOpen: UnsafeMutablePointer<Bool>

  init(width: Int) {
    self.width = width
    codes = .allocate(capacity: max(width, 1) * Self.blockRows)
    codes.initialize(repeating: TableColumn.missingFlag, count: max(width, 1) * Self.blockRows)
    isOpen = .allocate(capacity: max(width, 1))
    isOpen.initialize(repeating: true, count: max(width, 1))
  }

  func deallocate() {
    codes.deallocate()
    isOpen.deallocate()
  }

  /// Takes the next cell if it is 0, 1 or empty and its column is collected here; else returns false.
  @inline(__always)
  mutating func take(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard count <= 1, cell < width, isOpen[cell] else { return false }
    let code = count == 0 ? TableColumn.missingFlag : bytes[0] &- UInt8(ascii: "0")
    guard code <= 1 || count == 0 else { return false }
    codes[cell &* Self.blockRows &+ rowCount] = code
    cell &+= 1
    return true
  }

  /// Leaves the next cell to its column, from now on.
  mutating func skip() { cell += 1 }

  /// Stops collecting a column; its cells so far must be taken first.
  func close(_ column: Int) { isOpen[column] = false }

  func collects(_ column: Int) -> Bool { isOpen[column] }

  /// Ends a row; returns whether the block is full.
  mutating func endRow() -> Bool {
    cell = 0
    rowCount += 1
    return rowCount == Self.blockRows
  }

  /// The cells of a collected column in the rows that are complete.
  func flags(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: codes + column * Self.blockRows, count: rowCount)
  }

  /// Starts the next block; the cells so far must be taken first.
  mutating func startBlock() { rowCount = 0 }
}
