/// A 0/1 matrix that stores only the columns of its ones, row by row (compressed sparse rows without values).
///
/// Row r has its ones at `indices[starts[r]..<starts[r + 1]]`, ascending.
public struct SparseBinaryMatrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// Where each row's ones begin in `indices`, and at last where they end: rows + 1 numbers from 0.
  public let starts: [Int]
  /// The columns of all ones, row by row, ascending within a row.
  public let indices: [Int32]

  /// A matrix from the ascending columns of each row's ones; traps where `starts` or `indices` do not fit.
  public init(rows: Int, columns: Int, starts: [Int], indices: [Int32]) {
    precondition(starts.count == rows + 1 && starts.last == indices.count, "starts do not fit the rows")
    precondition(indices.allSatisfy { $0 >= 0 && $0 < columns }, "column out of range")
    self.rows = rows
    self.columns = columns
    self.starts = starts
    self.indices = indices
  }

  /// The share of ones; 0 for an empty matrix.
  public var density: Double {
    rows * columns == 0 ? 0 : Double(indices.count) / (Double(rows) * Double(columns))
  }
}
