/// The inputs of all rows, (rows, features): dense numbers, or 0/1 bits of which few are set.
///
/// Every fast path (sparse first layers, bit distances) is chosen by this type; `row(_:into:)` serves the plain ones.
public enum Features: Equatable, Sendable {
  /// Numbers, (rows, features).
  case dense(Matrix<Float>)
  /// Bits, (rows, features).
  case sparse(SparseBinaryMatrix)

  /// The number of rows.
  public var rows: Int {
    switch self {
    case .dense(let matrix): matrix.rows
    case .sparse(let matrix): matrix.rows
    }
  }

  /// The number of features.
  public var columns: Int {
    switch self {
    case .dense(let matrix): matrix.columns
    case .sparse(let matrix): matrix.columns
    }
  }

  /// The rows with the given indices as a dense (indices.count, features) matrix.
  public func denseRows(_ selected: [Int]) -> Matrix<Float> {
    switch self {
    case .dense(let matrix): return matrix.selectingRows(selected)
    case .sparse(let matrix):
      var result = Matrix<Float>(rows: selected.count, columns: matrix.columns)
      for (target, row) in selected.enumerated() {
        for index in matrix.indices[matrix.starts[row]..<matrix.starts[row + 1]] {
          result.elements[target * matrix.columns + Int(index)] = 1
        }
      }
      return result
    }
  }
}
