internal import LinearAlgebra

/// The leading eigenvectors of X'X by block Lanczos with full orthogonalisation (Golub & Underwood 1977).
///
/// Eight vectors at a time find eigenvalues of multiplicity up to eight, and make every pass over X serve all of them.
/// Converges where the leading variances stand out, as in real data, in a few passes; O(passes * (ones of X + features *
/// basis)).
struct BlockKrylov {
  private static let width = 8
  private static let mostSteps = 48
  /// Error of an axis, as residual over gap.
  private static let tolerance = 1e-6

  private let rows: CentredRows
  private let leading: Int
  /// (basis, features): orthonormal.
  private var basis: Matrix<Double>
  /// (basis, basis): X'X in the basis, as far as it was applied.
  private var projection: [[Double]] = []

  init(_ rows: CentredRows, leading: Int) {
    self.rows = rows
    self.leading = leading
    basis = Matrix(rows: 0, columns: rows.columns)
  }

  /// The `leading` axes of largest variance and the next, or nil if they have not converged.
  consuming func solve() -> [CentredRows.Axis]? {
    var random = RandomStream(seed: 0).split("principal axes")
    var block = Matrix<Double>(rows: Self.width, columns: rows.columns)
    for index in block.elements.indices { block.elements[index] = random.normal() }
    block = orthonormalised(block, random: &random).block
    for step in 1...Self.mostSteps where basis.rows + 2 * Self.width <= basis.columns {
      basis = Matrix(
        rows: basis.rows + block.rows, columns: basis.columns, elements: basis.elements + block.elements)
      let image = rows.applied(to: block)
      let coefficients = basis.multiplied(byTransposeOf: image)
      for column in 0..<Self.width { projection.append(coefficients.column(column)) }
      let next = orthonormalised(image, random: &random)
      if step >= 4 && step % 2 == 0, let axes = converged(remainder: next.factor) { return axes }
      block = next.block
    }
    return nil
  }

  /// What is left of `vectors` outside the basis as orthonormal rows, and the (rows, vectors) factor that restores it.
  ///
  /// Gram-Schmidt, twice against everything. A vector that nothing is left of is replaced by a random direction, which the
  /// factor does not use.
  private func orthonormalised(
    _ vectors: Matrix<Double>, random: inout RandomStream
  ) -> (block: Matrix<Double>, factor: Matrix<Double>) {
    let rest = outsideBasis(vectors)
    var block = Matrix<Double>(rows: 0, columns: vectors.columns)
    var factor = Matrix<Double>(rows: vectors.rows, columns: vectors.rows)
    for row in 0..<vectors.rows {
      var (vector, along) = Self.outside(block, rest.row(row))
      let remaining = length(vector)
      if remaining > 1e-12 * length(vectors.row(row)) {
        along.append(remaining)
      } else {
        let noise = (0..<vectors.columns).map { _ in random.normal() }
        let direction = outsideBasis(Matrix(rows: 1, columns: noise.count, elements: noise))
        vector = Self.outside(block, direction.elements).rest
      }
      for (earlier, value) in along.enumerated() { factor[earlier, row] = value }
      block = Matrix(rows: row + 1, columns: vectors.columns, elements: block.elements + normalised(vector))
    }
    return (block, factor)
  }

  /// What is left of a vector outside orthonormal rows, and its coefficients along them.
  private static func outside(_ rows: Matrix<Double>, _ vector: [Double]) -> (rest: [Double], along: [Double]) {
    var rest = vector
    var along = [Double](repeating: 0, count: rows.rows)
    for _ in 0..<2 where rows.rows > 0 {
      let coefficients = rows.multiplied(by: rest)
      let inside = rows.transposeMultiplied(by: coefficients)
      for index in rest.indices { rest[index] -= inside[index] }
      for index in along.indices { along[index] += coefficients[index] }
    }
    return (rest, along)
  }

  private func outsideBasis(_ vectors: Matrix<Double>) -> Matrix<Double> {
    var rest = vectors
    for _ in 0..<2 where basis.rows > 0 {
      let inside = rest.multiplied(byTransposeOf: basis).multiplied(by: basis)
      for index in rest.elements.indices { rest.elements[index] -= inside.elements[index] }
    }
    return rest
  }

  /// The Ritz vectors, if the residuals of the leading ones are small against the gaps to their neighbours.
  private func converged(remainder: Matrix<Double>) -> [CentredRows.Axis]? {
    let size = projection.count
    var matrix = Matrix<Double>(rows: size, columns: size)
    for (column, values) in projection.enumerated() {
      for (row, value) in values.enumerated() {
        matrix.elements[row * size + column] = value
        matrix.elements[column * size + row] = value
      }
    }
    let eigen = SymmetricEigen(matrix)
    let order = Array((0..<size).reversed().prefix(leading + 1))
    let largest = eigen.values[order[0]]
    for place in 0..<leading {
      let value = eigen.values[order[place]]
      let before = place == 0 ? Double.infinity : eigen.values[order[place - 1]] - value
      let gap = min(before, value - eigen.values[order[place + 1]])
      let tail = Array(eigen.vectors.row(order[place]).suffix(remainder.columns))
      let residual = remainder.multiplied(by: Matrix(rows: tail.count, columns: 1, elements: tail))
      if length(residual.elements) > Self.tolerance * max(gap, PrincipalAxes.separation * largest) { return nil }
    }
    return order.map { index in
      let vector = Matrix(rows: 1, columns: size, elements: eigen.vectors.row(index)).multiplied(by: basis)
      return CentredRows.Axis(variance: max(eigen.values[index], 0), direction: normalised(vector.elements))
    }
  }
}
