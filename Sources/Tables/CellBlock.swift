/// The cells of the latest rows in columns that hold nothing but 0, 1 and empty cells, or nothing but numbers.
///
/// Large tables have tens of millions of such cells. They are collected here, `blockRows` rows at a time, by plain stores through
/// pointers, and handed to their columns a block at once; everything else goes to its `ColumnBuilder` cell by cell. The storage
/// belongs to whoever calls `deallocate`.
struct CellBlock {
  /// What is collected of a column.
  enum Kind: UInt8 {
    case nothing, flags, numbers
  }

  static let blockRows = 256
  /// From one column to the next: a little more than the rows, so that columns do not meet in the same lines of the cache.
  private static let stride = blockRows + 8

  /// The number of columns.
  let width: Int
  /// Rows that are complete.
  private(set) var rowCount = 0
  /// The column that the next cell belongs to.
  private(set) var cell = 0
  /// (columns, stride)
  private let codes: UnsafeMutablePointer<UInt8>
  /// (columns, stride); pages of columns that are no numbers are never touched.
  private let numbers: UnsafeMutablePointer<Double>
  private let kinds: UnsafeMutablePointer<Kind>

  init(width: Int) {
    self.width = width
    let size = max(width, 1) * Self.stride
    codes = .allocate(capacity: size)
    codes.initialize(repeating: TableColumn.missingFlag, count: size)
    numbers = .allocate(capacity: size)
    kinds = .allocate(capacity: max(width, 1))
    kinds.initialize(repeating: .flags, count: max(width, 1))
  }

  func deallocate() {
    codes.deallocate()
    numbers.deallocate()
    kinds.deallocate()
  }

  /// Takes the next cell if its column is collected and the cell is of the column's kind or empty; else returns false.
  /// `bytes[count]` is 0.
  @inline(__always)
  mutating func take(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard cell < width else { return false }
    switch kinds[cell] {
    case .nothing: return false
    case .flags:
      guard count <= 1 else { return false }
      let code = count == 0 ? TableColumn.missingFlag : bytes[0] &- UInt8(ascii: "0")
      guard code <= 1 || count == 0 else { return false }
      codes[cell &* Self.stride &+ rowCount] = code
    case .numbers:
      var value = Double.nan
      if count > 0 {
        guard let number = NumberParser.parse(bytes, count: count), number.isFinite else { return false }
        value = number
      }
      numbers[cell &* Self.stride &+ rowCount] = value
    }
    cell &+= 1
    return true
  }

  /// Leaves the next cell to its column.
  mutating func skip() { cell += 1 }

  /// Collects another kind of cells of a column from here on; its cells so far must be taken first.
  func collect(_ kind: Kind, of column: Int) { kinds[column] = kind }

  func kind(_ column: Int) -> Kind { kinds[column] }

  /// Ends a row; returns whether the block is full.
  mutating func endRow() -> Bool {
    cell = 0
    rowCount += 1
    return rowCount == Self.blockRows
  }

  /// The cells of a column of flags in the rows that are complete.
  func flags(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: codes + column * Self.stride, count: rowCount)
  }

  /// The cells of a column of numbers in the rows that are complete, NaN where empty.
  func numbers(_ column: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: numbers + column * Self.stride, count: rowCount)
  }

  /// Starts the next block; the cells so far must be taken first.
  mutating func startBlock() { rowCount = 0 }
}
