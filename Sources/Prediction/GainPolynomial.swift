internal import LinearAlgebra

/// A quadratic polynomial of standardised inputs: c + b' z + z' B z.
public struct GainPolynomial: Codable, Equatable, Sendable {
  /// In the unit of gains.
  public var constant: Double
  /// One coefficient an input.
  public var linear: [Double]
  /// Row i holds the coefficients of z_i z_j for j >= i; empty for a linear polynomial.
  public var quadratic: [[Double]]

  /// From the weights of standardised products, folding their means and deviations into c and B.
  init(constant: Double, linear: [Double], products: [Double], expansion: QuadraticExpansion) {
    self.linear = linear
    guard !products.isEmpty else {
      self.constant = constant
      quadratic = []
      return
    }
    var shifted = constant
    var rows = linear.indices.map { [Double](repeating: 0, count: linear.count - $0) }
    for (index, term) in expansion.terms.enumerated() {
      let weight = products[index] / expansion.deviations[index]
      rows[term.first][term.second - term.first] = weight
      shifted -= weight * expansion.means[index]
    }
    self.constant = shifted
    quadratic = rows
  }

  /// The values at rows of standardised inputs: (pairs, inputs) -> pairs.
  func values(at inputs: Matrix<Double>) -> [Double] {
    precondition(inputs.columns == linear.count, "one column an input")
    var result = inputs.multiplied(by: linear).map { $0 + constant }
    guard !quadratic.isEmpty else { return result }
    var upper = Matrix<Double>(rows: linear.count, columns: linear.count)
    for (row, coefficients) in quadratic.enumerated() {
      for (offset, value) in coefficients.enumerated() { upper[row, row + offset] = value }
    }
    let product = inputs.multiplied(by: upper)
    for row in 0..<inputs.rows {
      for index in row * inputs.columns..<(row + 1) * inputs.columns {
        result[row] += product.elements[index] * inputs.elements[index]
      }
    }
    return result
  }
}
