internal import LinearAlgebra

/// The products z_i z_j, i <= j, of standardised inputs, standardised again over the pairs of a panel.
struct QuadraticExpansion: Equatable, Sendable {
  /// The factors of each product.
  let terms: [(first: Int, second: Int)]
  let means: [Double]
  let deviations: [Double]

  static func == (a: Self, b: Self) -> Bool {
    a.means == b.means && a.deviations == b.deviations && a.terms.elementsEqual(b.terms, by: ==)
  }

  /// Learns the moments of all products from standardised inputs of many pairs: (pairs, inputs). Products that do not vary
  /// are left out.
  init(inputs: Matrix<Double>) {
    var terms: [(Int, Int)] = []
    var means: [Double] = []
    var deviations: [Double] = []
    let columns = (0..<inputs.columns).map(inputs.column)
    let count = Double(max(inputs.rows, 1))
    for first in columns.indices {
      for second in first..<columns.count {
        var sum = 0.0
        var squares = 0.0
        for (a, b) in zip(columns[first], columns[second]) {
          sum += a * b
          squares += a * b * a * b
        }
        let spread = squares / count - (sum / count) * (sum / count)
        guard spread > 1e-9 else { continue }
        terms.append((first, second))
        means.append(sum / count)
        deviations.append(spread.squareRoot())
      }
    }
    self.terms = terms
    self.means = means
    self.deviations = deviations
  }

  /// (pairs, inputs) -> (pairs, terms), standardised.
  func expand(_ inputs: Matrix<Double>) -> Matrix<Double> {
    var result = Matrix<Double>(rows: inputs.rows, columns: terms.count)
    for row in 0..<inputs.rows {
      let values = inputs.row(row)
      for (column, term) in terms.enumerated() {
        result.elements[row * terms.count + column] =
          (values[term.first] * values[term.second] - means[column]) / deviations[column]
      }
    }
    return result
  }
}
