internal import LinearAlgebra

/// The inputs of the rows of a pool, in the form that its distances are computed from.
enum PoolFeatures: Sendable {
  case dense(Matrix<Float>)
  case binary(BinaryRows)

  /// The features of the pool's rows; dense numbers that are all 0 or 1 become binary.
  init(_ features: Features, pool: RowPool) {
    switch features {
    case .sparse(let matrix) where matrix.columns <= BinaryRows.mostColumns:
      self = .binary(BinaryRows(matrix, rows: pool.rows))
    case .dense(let matrix) where matrix.columns <= BinaryRows.mostColumns:
      self = BinaryRows(matrix, rows: pool.rows).map(Self.binary) ?? .dense(matrix.selectingRows(pool.rows))
    case .sparse, .dense:
      self = .dense(features.denseRows(pool.rows))
    }
  }

  /// The number of features.
  var columns: Int {
    switch self {
    case .dense(let matrix): matrix.columns
    case .binary(let rows): rows.columns
    }
  }
}
