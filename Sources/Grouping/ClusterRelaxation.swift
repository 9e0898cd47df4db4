public import LinearAlgebra

/// The semidefinite relaxation of clustering by density, solved by the alternating direction method of multipliers.
///
/// max <C, X> over X psd, X >= 0, X 1 = 1, tr X = k, C the symmetric part of the affinities (Peng & Wei 2007). A partition
/// into k clusters is the point X = sum of 1_S 1_S' / |S|, whose value is the sum over clusters of their density: what
/// members give each other, over the number of members. Three copies of X, one for each set, are projected in turn
/// (Boyd et al. 2011, section 5): a closed form, an eigendecomposition, max(0, .). O(n^3) an iteration.
public struct ClusterRelaxation: Sendable {
  /// (n, n), symmetric: rows sum to 1 and the trace is the number of clusters, exactly; psd and not negative within the tolerance.
  public let matrix: Matrix<Double>
  /// <C, matrix>: the optimum of the relaxation within the tolerance.
  public let value: Double
  /// No partition into that many clusters, and no point of the relaxation, is worth more: from the dual, made feasible.
  public let bound: Double
  /// How many iterations it took; `limit` where it did not converge.
  public let iterations: Int

  /// Solves until bound and value differ by `tolerance` of the value, or of the largest affinity if that is more, or for
  /// `limit` iterations.
  ///
  /// - Parameters:
  ///   - affinities: finite, (n, n), n at least 1; only the symmetric part counts.
  ///   - clusters: 1 to n; with 1 and n there is only one point. Anything else traps.
  public init(_ affinities: Matrix<Double>, clusters: Int, tolerance: Double = 1e-4, limit: Int = 3000) {
    precondition((1...max(1, affinities.rows)).contains(clusters), "1 to n clusters")
    useSingleThreadedBLAS()
    var solver = ClusterADMM(affinities, clusters: clusters)
    var best = solver.bound()
    while solver.iterations < limit {
      for _ in 0..<10 { solver.iterate() }
      best = min(best, solver.bound())
      let value = solver.value
      if best - value <= tolerance * max(abs(value), 1), solver.residual <= tolerance { break }
    }
    matrix = solver.affine
    value = solver.value * solver.scale
    bound = best * solver.scale
    iterations = solver.iterations
  }
}

/// The state of the method. Affinities are scaled to at most 1.
private struct ClusterADMM {
  let scale: Double
  private let costs: Matrix<Double>
  private let clusters: Double
  private let size: Int
  private var penalty = 1.0
  /// The copy that keeps the equations.
  private(set) var affine: Matrix<Double>
  /// The copies that are psd and not negative, and the scaled multipliers that draw them to the first.
  private var definite: Matrix<Double>
  private var positive: Matrix<Double>
  private var pullDefinite: Matrix<Double>
  private var pullPositive: Matrix<Double>
  private(set) var iterations = 0
  /// How far the copies are apart, and how far they moved, in the root mean square of a row.
  private(set) var residual = Double.infinity

  init(_ affinities: Matrix<Double>, clusters: Int) {
    size = affinities.rows
    self.clusters = Double(clusters)
    var costs = Matrix<Double>(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size { costs[row, column] = (affinities[row, column] + affinities[column, row]) / 2 }
    }
    let largest = costs.elements.reduce(0) { max($0, abs($1)) }
    scale = largest > 0 ? largest : 1
    for index in costs.elements.indices { costs.elements[index] /= scale }
    self.costs = costs
    let zero = Matrix<Double>(rows: size, columns: size)
    (definite, positive, pullDefinite, pullPositive) = (zero, zero, zero, zero)
    affine = zero
    affine = projected(zero)
    (definite, positive) = (affine, affine)
  }

  /// <C, X>.
  var value: Double { zip(costs.elements, affine.elements).reduce(0) { $0 + $1.0 * $1.1 } }

  mutating func iterate() {
    var target = affine
    for index in target.elements.indices {
      target.elements[index] =
        (definite.elements[index] - pullDefinite.elements[index] + positive.elements[index]
          - pullPositive.elements[index] + costs.elements[index] / penalty) / 2
    }
    affine = projected(target)
    // Over-relaxation by 1.6 (Boyd et al. 2011, section 3.4.3).
    var (first, second) = (pullDefinite, pullPositive)
    for index in first.elements.indices {
      first.elements[index] += 1.6 * affine.elements[index] - 0.6 * definite.elements[index]
      second.elements[index] += 1.6 * affine.elements[index] - 0.6 * positive.elements[index]
    }
    let (oldDefinite, oldPositive) = (definite, positive)
    definite = Self.definitePart(first)
    for index in first.elements.indices {
      positive.elements[index] = max(0, second.elements[index])
      pullDefinite.elements[index] = first.elements[index] - definite.elements[index]
      pullPositive.elements[index] = second.elements[index] - positive.elements[index]
    }
    iterations += 1
    balance(oldDefinite, oldPositive)
  }

  /// Measures both residuals, and every ten iterations changes the penalty so that they fall alike.
  private mutating func balance(_ oldDefinite: Matrix<Double>, _ oldPositive: Matrix<Double>) {
    var (apart, moved) = (0.0, 0.0)
    for index in affine.elements.indices {
      let (a, b) = (
        affine.elements[index] - definite.elements[index], affine.elements[index] - positive.elements[index]
      )
      let (c, d) = (
        definite.elements[index] - oldDefinite.elements[index], positive.elements[index] - oldPositive.elements[index]
      )
      apart += a * a + b * b
      moved += c * c + d * d
    }
    apart = (apart / Double(size)).squareRoot()
    moved = (moved / Double(size)).squareRoot()
    residual = max(apart, moved)
    guard iterations % 10 == 0, iterations <= 500, min(apart, moved) > 0 else { return }
    let factor = apart > 4 * moved ? 2.0 : moved > 4 * apart ? 0.5 : 1
    penalty *= factor
    for index in pullDefinite.elements.indices {
      pullDefinite.elements[index] /= factor
      pullPositive.elements[index] /= factor
    }
  }

  /// The nearest symmetric matrix with row sums 1 and the trace wanted: M + a 1' + 1 a' + b I.
  private func projected(_ matrix: Matrix<Double>) -> Matrix<Double> {
    let (a, b) = equations(
      rows: (0..<size).map { row in 1 - matrix.elements[row * size..<(row + 1) * size].reduce(0, +) },
      trace: clusters - (0..<size).reduce(0) { $0 + matrix[$1, $1] })
    var result = matrix
    for row in 0..<size {
      for column in 0..<size { result.elements[row * size + column] += a[row] + a[column] }
      result[row, row] += b
    }
    return result
  }

  /// a and b such that a 1' + 1 a' + b I has these row sums and this trace.
  private func equations(rows: [Double], trace: Double) -> (a: [Double], b: Double) {
    let count = Double(size)
    guard size > 1 else { return ([0], rows[0]) }
    let sum = (rows.reduce(0, +) - trace) / (2 * count - 2)
    let b = (trace - 2 * sum) / count
    return (rows.map { ($0 - b - sum) / count }, b)
  }

  /// The bound of the dual point nearest to the multipliers: y and t with S + N = (y 1' + 1 y') / 2 + t I - C, N >= 0, and t
  /// raised until S is psd. Costs an eigendecomposition.
  func bound() -> Double {
    var slack = costs
    for index in slack.elements.indices {
      slack.elements[index] -= penalty * (pullDefinite.elements[index] + pullPositive.elements[index])
    }
    let (a, b) = equations(
      rows: (0..<size).map { row in slack.elements[row * size..<(row + 1) * size].reduce(0, +) },
      trace: (0..<size).reduce(0) { $0 + slack[$1, $1] })
    var dual = Matrix<Double>(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size {
        dual[row, column] =
          a[row] + a[column] + (row == column ? b : 0) - costs[row, column] + penalty * pullPositive[row, column]
      }
    }
    let lowest = SymmetricEigen(dual).values[0]
    return 2 * a.reduce(0, +) + clusters * (b - lowest)
  }

  /// The nearest psd matrix.
  private static func definitePart(_ matrix: Matrix<Double>) -> Matrix<Double> {
    let eigen = SymmetricEigen(matrix)
    let count = eigen.values.count { $0 > 0 }
    let useNegative = count > matrix.rows / 2
    let kept = eigen.values.indices.filter { (eigen.values[$0] > 0) != useNegative }
    let vectors = eigen.vectors.selectingRows(kept)
    var scaled = vectors
    for (row, index) in kept.enumerated() {
      for column in 0..<matrix.columns { scaled[row, column] *= eigen.values[index] }
    }
    let part = scaled.transposeMultiplied(by: vectors)
    guard useNegative else { return part }
    var result = matrix
    for index in result.elements.indices { result.elements[index] -= part.elements[index] }
    return result
  }
}
