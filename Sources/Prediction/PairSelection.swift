public import LinearAlgebra
internal import Statistics

extension PredictorFit {
  /// The pairs to measure next: those that are expected to lower the uncertainty of all predictions most.
  ///
  /// Greedy over a batch: each next pair maximises the fall of the summed predictive variance over an even sample of the
  /// panel's pairs, its two directions measured with the mean error of the labels so far, given that the ones before it are
  /// measured (the variance of a Gaussian model does not depend on what the labels will say; MacKay 1992).
  ///
  /// - Parameters:
  ///   - count: pairs wanted.
  ///   - candidates: unordered pairs [a, b] to choose from; a random part of them is looked at beyond `atMost`.
  ///
  /// O((sample + candidates)^2) a pair.
  public func pairsToMeasure(_ count: Int, from candidates: [[Int]], atMost: Int = 300, random: RandomStream) -> [[Int]]
  {
    var random = random
    let chosen = random.sample(atMost, of: candidates.count).sorted().map { candidates[$0] }
    let directed = chosen.flatMap {
      [OrderedPair(target: $0[0], partner: $0[1]), OrderedPair(target: $0[1], partner: $0[0])]
    }
    let sampled = InputSpace.sample(taskCount: labels.taskCount, atMost: 400)
    let design = FittedDesign(of: directed + sampled, inputs: inputs, space: space)
    var covariance = solution.remainingCovariance(at: design.columns(scales))
    let noise = labels.labels.reduce(0) { $0 + labels.variance(of: $1) } / Double(max(labels.labels.count, 1))
    let error = max(noise + variances.unexplained, 1e-7 * variances.constant)
    var left = Array(chosen.indices)
    var picked: [[Int]] = []
    while picked.count < count, let best = Self.best(of: left, in: covariance, error: error, first: directed.count) {
      picked.append(chosen[best])
      left.removeAll { $0 == best }
      for row in [2 * best, 2 * best + 1] { covariance.condition(onRow: row, error: error) }
    }
    return picked
  }

  /// The candidate whose two labels would lower the sampled variances most.
  private static func best(of left: [Int], in covariance: Matrix<Double>, error: Double, first: Int) -> Int? {
    var best: (candidate: Int, fall: Double)?
    for candidate in left {
      var fall = 0.0
      for row in [2 * candidate, 2 * candidate + 1] {
        var squares = 0.0
        for column in first..<covariance.columns {
          let value = covariance.elements[row * covariance.columns + column]
          squares += value * value
        }
        fall += squares / (covariance[row, row] + error)
      }
      if fall > best?.fall ?? -1 { best = (candidate, fall) }
    }
    return best?.candidate
  }
}

extension Matrix<Double> {
  /// The covariance after the variable of a row was measured with an error of the given variance.
  fileprivate mutating func condition(onRow row: Int, error: Double) {
    let along = self.row(row)
    let scale = 1 / (along[row] + error)
    for other in 0..<rows {
      let factor = scale * along[other]
      for column in 0..<columns { elements[other * columns + column] -= factor * along[column] }
    }
  }
}
