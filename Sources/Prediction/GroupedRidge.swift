package import LinearAlgebra

/// Ridge regression under a known error covariance N, set up once for every lambda.
///
///     minimise  (y - A b)' N^-1 (y - A b) + lambda |b|^2
///
/// which is also the best linear prediction where the signal A b has covariance A A' / lambda. A: (labels, columns), its
/// columns scaled by their prior standard deviations; an intercept is a column with a large one. Solved in the smaller of
/// the two spaces: of columns, or of labels where there are more columns than those.
package struct GroupedRidge: Sendable {
  package let noise: GroupedNoise
  package let design: Matrix<Double>
  package let labels: [Double]
  /// W = N^-1/2 A.
  fileprivate let whitened: Matrix<Double>
  /// N^-1/2 y.
  private let target: [Double]
  /// W' W, or W W' in the space of labels.
  private let gram: Matrix<Double>
  /// Whether it is solved in the space of labels.
  fileprivate let isDual: Bool

  /// Whitens and multiplies; O(labels * columns * min(labels, columns)).
  ///
  /// - Parameter isDual: the space to solve in; nil for the smaller one.
  package init(design: Matrix<Double>, labels: [Double], noise: GroupedNoise, isDual: Bool? = nil) {
    precondition(design.rows == labels.count && labels.count == noise.count, "one row a label")
    self.noise = noise
    self.design = design
    self.labels = labels
    let whitened = noise.whitened(design)
    let dual = isDual ?? (labels.count < design.columns)
    gram = dual ? whitened.multiplied(byTransposeOf: whitened) : whitened.transposeMultiplied(by: whitened)
    target = noise.whitened(Matrix(rows: labels.count, columns: 1, elements: labels)).elements
    self.whitened = whitened
    self.isDual = dual
  }

  /// The fit for one lambda > 0; O(min(labels, columns)^3).
  package func solution(lambda: Double) -> RidgeSolution {
    precondition(lambda > 0, "without shrinkage there may be no single solution")
    var system = gram
    for index in 0..<gram.rows { system[index, index] += lambda }
    guard let factor = CholeskyFactor(system) else {
      preconditionFailure("a Gram matrix plus lambda > 0 is positive definite")
    }
    // (W' W + lambda)^-1 W' = W' (W W' + lambda)^-1
    let weights =
      isDual
      ? whitened.transposeMultiplied(by: factor.solve(target))
      : factor.solve(whitened.transposeMultiplied(by: target))
    return RidgeSolution(of: self, factor: factor, lambda: lambda, weights: weights)
  }
}

/// A ridge regression fitted with one lambda.
package struct RidgeSolution: Sendable {
  /// The weights b of the columns.
  package let weights: [Double]
  /// The fitted signal A b at the labels.
  package let fitted: [Double]
  /// N^-1 (y - A b) = C^-1 y with C = A A' / lambda + N: the labels' weights in the dual view.
  package let dualWeights: [Double]
  private let ridge: GroupedRidge
  private let factor: CholeskyFactor
  private let lambda: Double

  fileprivate init(of ridge: GroupedRidge, factor: CholeskyFactor, lambda: Double, weights: [Double]) {
    self.ridge = ridge
    self.factor = factor
    self.lambda = lambda
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
  /// fit. O(labels * columns^2) or O(labels^3), and O(|set|^2 columns + |set|^3) a set.
  package func leftOut(_ sets: [[Int]]) -> [Double] {
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
  package func studentizedResiduals(_ sets: [[Int]], errors: [Double]) -> [Double] {
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
    let hat = ridge.isDual ? labelHat : columnHat
    for set in sets {
      var (cross, inverse) = hat(set)
      for (row, i) in set.enumerated() {
        for (column, j) in set.enumerated() { inverse[row, column] = ridge.noise.inverse(i, j) - inverse[row, column] }
      }
      guard let solver = CholeskyFactor(inverse) else {
        preconditionFailure("the inverse covariance of left-out labels is positive definite")
      }
      body(set, cross, solver)
    }
  }

  /// For the hat matrix H of the whitened problem, the blocks of M^-1 H M and M' H M that belong to a set of labels, with
  /// M' M = N^-1.
  private typealias HatBlocks = ([Int]) -> (cross: Matrix<Double>, inner: Matrix<Double>)

  /// H = half half' in the space of columns.
  private var columnHat: HatBlocks {
    let half = factor.solveLower(ridge.whitened.transposed).transposed
    let fitting = ridge.noise.unwhitened(half)
    let weighting = ridge.noise.whitenedTransposed(half)
    return { set in
      let right = weighting.selectingRows(set)
      return (fitting.selectingRows(set).multiplied(byTransposeOf: right), right.multiplied(byTransposeOf: right))
    }
  }

  /// H = 1 - lambda (W W' + lambda)^-1 in the space of labels.
  private var labelHat: HatBlocks {
    var hat = factor.inverse
    for index in hat.elements.indices { hat.elements[index] *= -lambda }
    for index in 0..<hat.rows { hat[index, index] += 1 }
    let noise = ridge.noise
    // Row i, column j of either: its transpose is M' of the transpose of what stands left of M.
    let cross = noise.whitenedTransposed(noise.unwhitened(hat).transposed)
    let inner = noise.whitenedTransposed(noise.whitenedTransposed(hat).transposed)
    return { set in
      func block(_ matrix: Matrix<Double>) -> Matrix<Double> {
        var result = Matrix<Double>(rows: set.count, columns: set.count)
        for (row, i) in set.enumerated() {
          for (column, j) in set.enumerated() { result[row, column] = matrix[j, i] }
        }
        return result
      }
      return (block(cross), block(inner))
    }
  }

  /// The variance x (A' N^-1 A + lambda)^-1 x' that is left of the signal at rows x: (rows, columns).
  package func remainingVariance(at rows: Matrix<Double>) -> [Double] {
    // In the space of labels (|x|^2 - |L^-1 W x'|^2) / lambda.
    let half = factor.solveLower(ridge.isDual ? ridge.whitened.multiplied(byTransposeOf: rows) : rows.transposed)
    var result = [Double](repeating: 0, count: rows.rows)
    for row in 0..<half.rows {
      for column in 0..<half.columns { result[column] += half[row, column] * half[row, column] }
    }
    guard ridge.isDual else { return result }
    for row in result.indices {
      let length = (0..<rows.columns).reduce(0) { $0 + rows[row, $1] * rows[row, $1] }
      result[row] = max(0, length - result[row]) / lambda
    }
    return result
  }

  /// The covariance (A' N^-1 A + lambda)^-1 of the weights given the labels; O(columns^3).
  package var weightCovariance: Matrix<Double> {
    guard ridge.isDual else { return factor.inverse }
    let half = factor.solveLower(ridge.whitened)
    var result = half.transposeMultiplied(by: half)
    for index in result.elements.indices { result.elements[index] /= -lambda }
    for index in 0..<result.rows { result[index, index] += 1 / lambda }
    return result
  }
}
