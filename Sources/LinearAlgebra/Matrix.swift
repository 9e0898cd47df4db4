/// A dense row-major matrix of `Float` or `Double`.
///
/// Element (r, c) is `elements[r * columns + c]`. Zero rows or columns are allowed. An index out of range traps.
public struct Matrix<Element: BinaryFloatingPoint & Sendable>: Equatable, Sendable {
  /// The number of rows; may be 0.
  public let rows: Int
  /// The number of columns; may be 0.
  public let columns: Int
  /// All elements in row-major order, rows * columns of them; must keep that count.
  public var elements: [Element]

  /// A matrix of `rows` x `columns` filled with one value.
  @inlinable
  public init(rows: Int, columns: Int, filledWith value: Element = 0) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative size")
    self.rows = rows
    self.columns = columns
    elements = [Element](repeating: value, count: rows * columns)
  }

  /// A matrix over `elements` in row-major order; traps unless there are `rows * columns`.
  @inlinable
  public init(rows: Int, columns: Int, elements: [Element]) {
    precondition(elements.count == rows * columns, "\(elements.count) elements do not fill \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// The element at a row and a column; traps where either is out of range.
  @inlinable
  public subscript(row: Int, column: Int) -> Element {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "index out of range")
      return elements[row &* columns &+ column]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "index out of range")
      elements[row &* columns &+ column] = newValue
    }
  }

  /// A copy of one row.
  @inlinable
  public func row(_ index: Int) -> [Element] {
    Array(elements[index * columns..<(index + 1) * columns])
  }

  /// A copy of one column.
  @inlinable
  public func column(_ index: Int) -> [Element] {
    (0..<rows).map { self[$0, index] }
  }

  /// The rows with the given indices, in that order; an index may come more than once.
  @inlinable
  public func selectingRows(_ indices: [Int]) -> Matrix {
    var result = Matrix(rows: indices.count, columns: columns)
    for (target, source) in indices.enumerated() {
      precondition(source >= 0 && source < rows, "row out of range")
      for column in 0..<columns {
        result.elements[target &* columns &+ column] = elements[source &* columns &+ column]
      }
    }
    return result
  }

  /// The transpose.
  @inlinable
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns { result.elements[column &* rows &+ row] = elements[row &* columns &+ column] }
    }
    return result
  }
}
