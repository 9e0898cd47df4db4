internal import LinearAlgebra

/// Ridge regression under a known error covariance N, set up once for every lambda.
///
///     minimise  (y - A b)' N^-1 (y - A b) + lambda |b|^2
///
/// which is also the best linear prediction where the signal A b has covariance A A' / lambda. A: (labels, columns), its
/// columns scaled by their prior standard deviations; an intercept is a column with a large one.
struct GroupedRidge: Sendable {
  let noise: GroupedNoise
  let design: Matrix<Double>
  let labels: [Double]
  private let whitened: Matrix<Double>
  private let gram: Matrix<Double>
  private let right: [Double]

  /// Whitens and multiplies; O(labels * columns^2).
  init(design: Matrix<Double>, labels: [Double], noise: GroupedNoise) {
    precondition(design.rows == labels.count && labels.count == noise.count, "one row a label")
    self.noise = noise
    self.design = design
    self.labels = labels
    whitened = noise.whitened(design)
    gram = whitened.transposeMultiplied(by: whitened)
    let y = noise.whitened(Matrix(rows: labels.count, columns: 1, elements: labels))
    right = whitened.transposeMultiplied(by: y.elements)
  }

  /// The fit for one lambda > 0; O(columns^3 + labels * columns^2).
  func solution(lambda: Double) -> RidgeSolution {
    precondition(lambda > 0, "without shrinkage there may be no single solution")
    var system = gram
    for index in 0..<gram.rows { system[index, index] += lambda }
    guard let factor = CholeskyFactor(system) else {
      preconditionFailure("a Gram matrix plus lambda > 0 is positive definite")
    }
    return RidgeSolution(of: self, factor: factor, weights: factor.solve(right))
  }

  /// For the hat matrix H of the whitened problem, (labels, columns) matrices Q, P with Q P' = M^-1 H M, P P' = M' H M.
  fileprivate func hatFactors(_ factor: CholeskyFactor) -> (fitting: Matrix<Double>, weighting: Matrix<Double>) {
    let half = factor.solveLower(whitened.transposed).transposed
    return (noise.unwhitened(half), noise.whitenedTransposed(half))
  }
}

/// A ridge regression fitted with one lambda.
struct RidgeSolution: Sendable {
  /// The weights b of the columns.
  let weights: [Double]
  /// The fitted signal A b at the labels.
  let fitted: [Double]
  /// N^-1 (y - A b) = C^-1 y with C = A A' / lambda + N: the labels' weights in the dual view.
  let dualWeights: [Double]
  private let ridge: GroupedRidge
  private let factor: CholeskyFactor

  fileprivate init(of ridge: GroupedRidge, factor: CholeskyFactor, weights: [Double]) {
    self.ridge = ridge
    self.factor = factor
    self.weights = weights
    let fitted = ridge.design.multiplied(by: weights)
    self.fitted = fitted
    let rest = Matrix(rows: fitted.count, columns: 1, elements: zip(ridge.labels, fitted).map { $0 - $1 })
    dualWeights = ridge.noise.whitenedTransposed(ridge.noise.whitened(rest)).elements
  }

  /// What each label's signal would be predicted to be, had its whole set of labels been left out.
  ///
  /// Exact, without refitting: the leave-one-out formula of a Gaussian process (Rasmussen & Williams 2006, 5.4.2) for sets,
  /// with the covariance of the signal kept apart from that of the errors. `sets` are disjoint; labels in none keep their
  /// fit. O(labels * columns^2), and O(|set|^2 columns + |set|^3) a set.
  func leftOut(_ sets: [[Int]]) -> [Double] {
    var result = fitted
    forEachLeftOut(sets) { set, cross, solver in
      let correction = cross.multiplied(by: solver.solve(set.map { dualWeights[$0] }))
      for (row, i) in set.enumerated() { result[i] -= correction[row] }
    }
    return result
  }

  /// The difference of each label from what the others make of it, errors that they share with it included, over the
  /// standard deviation that the model gives that difference. Standard normal where the model holds; 0 in no set.
  ///
  /// - Parameter errors: own error variances of the labels, in place of those that they were weighed by.
  func studentizedResiduals(_ sets: [[Int]], errors: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: fitted.count)
    forEachLeftOut(sets) { set, _, solver in
      let residual = solver.solve(set.map { dualWeights[$0] })
      let covariance = solver.inverse
      for (row, i) in set.enumerated() {
        let own = covariance[row, row] - ridge.noise.own[i]
        result[i] = residual[row] / (max(own, 0) + errors[i]).squareRoot()
      }
    }
    return result
  }

  /// Hands over each set with K_SL C^-1_LS and the factor of (C^-1)_SS, where K is the signal's covariance.
  private func forEachLeftOut(_ sets: [[Int]], _ body: ([Int], Matrix<Double>, CholeskyFactor) -> Void) {
    let (fitting, weighting) = ridge.hatFactors(factor)
    for set in sets {
      let right = weighting.selectingRows(set)
      var inverse = right.multiplied(byTransposeOf: right)
      for (row, i) in set.enumerated() {
        for (column, j) in set.enumerated() { inverse[row, column] = ridge.noise.inverse(i, j) - inverse[row, column] }
      }
      guard let solver = CholeskyFactor(inverse) else {
        preconditionFailure("the inverse covariance of left-out labels is positive definite")
      }
      body(set, fitting.selectingRows(set).multiplied(byTransposeOf: right), solver)
    }
  }

  /// The variance x (A' N^-1 A + lambda)^-1 x' that is left of the signal at rows x: (rows, columns).
  func remainingVariance(at rows: Matrix<Double>) -> [Double] {
    let half = factor.solveLower(rows.transposed)
    var result = [Double](repeating: 0, count: rows.rows)
    for row in 0..<half.rows {
      for column in 0..<half.columns { result[column] += half[row, column] * half[row, column] }
    }
    return result
  }

  /// The covariance (A' N^-1 A + lambda)^-1 of the weights given the labels.
  var weightCovariance: Matrix<Double> { factor.inverse }
}
