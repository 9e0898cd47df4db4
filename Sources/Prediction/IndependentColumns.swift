/// Which of some standardised columns are no linear combination of those before them (Gram-Schmidt on their correlations).
struct IndependentColumns {
  /// Indices, ascending.
  private(set) var kept: [Int] = []
  /// The others, each with the kept columns it is made of, the heaviest first, at most three.
  private(set) var dropped: [(index: Int, repeats: [Int])] = []

  /// - Parameter tolerance: the share of a column's variance that must be its own.
  ///
  /// O(columns^2 * rows).
  init(_ columns: [[Double]], tolerance: Double = 1e-3) {
    var basis: [[Double]] = []
    // coefficients[k]: basis vector k in terms of the kept columns.
    var coefficients: [[Double]] = []
    for (index, column) in columns.enumerated() {
      var rest = column
      var combination = [Double](repeating: 0, count: kept.count)
      for (vector, coefficient) in zip(basis, coefficients) {
        let along = zip(vector, rest).reduce(0) { $0 + $1.0 * $1.1 }
        for row in rest.indices { rest[row] -= along * vector[row] }
        for (position, value) in coefficient.enumerated() { combination[position] += along * value }
      }
      let total = column.reduce(0) { $0 + $1 * $1 }
      let own = rest.reduce(0) { $0 + $1 * $1 }
      guard own > tolerance * total else {
        let heaviest = combination.indices.sorted { abs(combination[$0]) > abs(combination[$1]) }
        dropped.append((index, heaviest.prefix(3).filter { abs(combination[$0]) > 0.05 }.map { kept[$0] }))
        continue
      }
      let length = own.squareRoot()
      basis.append(rest.map { $0 / length })
      coefficients.append((combination.map { -$0 } + [1]).map { $0 / length })
      kept.append(index)
    }
  }
}
