internal import CKernels
internal import LinearAlgebra

/// The rows of one task less their mean, as an operator: what principal axes are computed from.
struct CentredRows {
  /// A direction and the variance (times the number of rows) along it.
  struct Axis {
    let variance: Double
    let direction: [Double]
  }

  private enum Storage {
    /// (rows, features), centred.
    case dense(Matrix<Double>)
    /// Ones of each row, and the mean row.
    case binary(BinaryRows, mean: [Double])
  }

  let count: Int
  let columns: Int
  private let storage: Storage

  init(_ members: [Int32], of features: PoolFeatures) {
    count = members.count
    columns = features.columns
    switch features {
    case .dense(let matrix):
      var rows = Matrix<Double>(rows: members.count, columns: matrix.columns)
      for (target, row) in members.enumerated() {
        for column in 0..<matrix.columns {
          rows.elements[target * matrix.columns + column] = Double(matrix.elements[Int(row) * matrix.columns + column])
        }
      }
      storage = .dense(Self.centred(rows))
    case .binary(let all):
      let rows = all.selecting(members)
      var mean = [Double](repeating: 0, count: columns)
      for index in rows.indices { mean[Int(index)] += 1 }
      storage = .binary(rows, mean: mean.map { $0 / Double(max(members.count, 1)) })
    }
  }

  private static func centred(_ rows: Matrix<Double>) -> Matrix<Double> {
    var result = rows
    for column in 0..<rows.columns {
      var sum = 0.0
      for row in 0..<rows.rows { sum += rows.elements[row * rows.columns + column] }
      let mean = sum / Double(max(rows.rows, 1))
      for row in 0..<rows.rows { result.elements[row * rows.columns + column] -= mean }
    }
    return result
  }

  /// The centred rows as a (rows, features) matrix.
  private var dense: Matrix<Double> {
    switch storage {
    case .dense(let matrix): return matrix
    case .binary(let rows, let mean):
      var result = Matrix<Double>(rows: count, columns: columns)
      for row in 0..<count {
        for column in 0..<columns { result.elements[row * columns + column] = -mean[column] }
        for index in rows.ones(ofRow: row) { result.elements[row * columns + Int(index)] += 1 }
      }
      return result
    }
  }

  /// The axes of largest variance, one more than are compared, by decomposing the smaller of X'X and XX'.
  func decomposed() -> [Axis] {
    let matrix = dense
    let isTall = columns <= count
    let transposed = matrix.transposed
    let product =
      isTall ? transposed.multiplied(byTransposeOf: transposed) : matrix.multiplied(byTransposeOf: matrix)
    let eigen = SymmetricEigen(product)
    return (0..<min(PrincipalAxes.count + 1, eigen.values.count)).map { place in
      let index = eigen.values.count - 1 - place
      let vector = Matrix(rows: 1, columns: eigen.vectors.columns, elements: eigen.vectors.row(index))
      let direction = isTall ? vector.elements : vector.multiplied(by: matrix).elements
      return Axis(variance: max(eigen.values[index], 0), direction: normalised(direction))
    }
  }

  /// X'X times each of the 8 rows of `block`, (8, features).
  func applied(to block: Matrix<Double>) -> Matrix<Double> {
    switch storage {
    case .dense(let rows):
      return rows.multiplied(byTransposeOf: block).transposed.multiplied(by: rows)
    case .binary(let rows, let mean):
      return Self.apply(rows, mean: mean, to: block)
    }
  }

  /// (X - 1 mu')' (X - 1 mu') V by two passes over the ones of X.
  private static func apply(_ rows: BinaryRows, mean: [Double], to block: Matrix<Double>) -> Matrix<Double> {
    let width = block.rows
    let columns = block.transposed.elements
    var products = [Double](repeating: 0, count: rows.count * width)
    kindred_sparse_times_block(rows.indices, rows.starts, rows.count, columns, &products)
    var shift = [Double](repeating: 0, count: width)
    for (feature, mean) in mean.enumerated() where mean != 0 {
      for lane in 0..<width { shift[lane] += mean * columns[feature * width + lane] }
    }
    var totals = [Double](repeating: 0, count: width)
    for row in 0..<rows.count {
      for lane in 0..<width {
        products[row * width + lane] -= shift[lane]
        totals[lane] += products[row * width + lane]
      }
    }
    var result = [Double](repeating: 0, count: columns.count)
    kindred_sparse_transpose_times_block(rows.indices, rows.starts, rows.count, products, &result)
    for (feature, mean) in mean.enumerated() where mean != 0 {
      for lane in 0..<width { result[feature * width + lane] -= mean * totals[lane] }
    }
    return Matrix(rows: mean.count, columns: width, elements: result).transposed
  }
}

/// The Euclidean length of a vector.
func length(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }

/// The vector divided by its length; unchanged if that is 0.
func normalised(_ vector: [Double]) -> [Double] {
  let length = length(vector)
  return length > 0 ? vector.map { $0 / length } : vector
}
