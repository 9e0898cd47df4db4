/// A 0/1 matrix that stores only the columns of its ones, row by row (compressed sparse rows without values).
///
/// Row r has its ones at `indices[starts[r]..<starts[r + 1]]`, ascending.
public struct SparseBinaryMatrix: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  public let starts: [Int]
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
