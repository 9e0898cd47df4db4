internal import RealModule

/// A rising or falling sigmoid fitted by least squares: y = base + height / (1 + exp(-slope (x - inflection))).
package struct SigmoidFit: Equatable, Sendable {
  package let base: Double
  /// Negative where y falls with x.
  package let height: Double
  /// Steepness in 1 / units of x, above 0.
  package let slope: Double
  /// Where half of the height is reached; within the range of x.
  package let inflection: Double
  /// Share of the variance of y that the curve explains.
  package let rSquared: Double

  package func value(at x: Double) -> Double { base + height * Self.logistic(slope * (x - inflection)) }

  /// Fits points; nil below five points, below four different x, or where y is constant.
  ///
  /// Base and height are solved exactly for each slope and inflection (variable projection); these two are found on a
  /// grid, inflection over the range of x and the width of the step between 1/100 and 1/2 of it, then refined eightfold.
  package init?(x: [Double], y: [Double]) {
    precondition(x.count == y.count, "one y for each x")
    guard x.count >= 5, Set(x).count >= 4, let low = x.min(), let high = x.max(), let center = mean(y) else {
      return nil
    }
    let spread = y.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    guard spread > 0 else { return nil }
    let range = high - low
    var best = Self.solve(x, y, slope: 8 / range, inflection: (low + high) / 2)
    var halfInflection = range / 2
    var centerInflection = (low + high) / 2
    var (centerLog, halfLog) = (Double.log(14 / range), Double.log(7.0))
    for _ in 0..<8 {
      for i in -10...10 {
        let inflection = min(high, max(low, centerInflection + halfInflection * Double(i) / 10))
        for k in -10...10 {
          let slope = Double.exp(centerLog + halfLog * Double(k) / 10)
          let candidate = Self.solve(x, y, slope: slope, inflection: inflection)
          if candidate.error < best.error { best = candidate }
        }
      }
      centerInflection = best.inflection
      centerLog = Double.log(best.slope)
      halfInflection /= 3
      halfLog /= 3
    }
    base = best.base
    height = best.height
    slope = best.slope
    inflection = best.inflection
    rSquared = 1 - best.error / spread
  }

  private struct Candidate {
    var base: Double
    var height: Double
    var slope: Double
    var inflection: Double
    var error: Double
  }

  /// The least-squares base and height of one shape.
  private static func solve(_ x: [Double], _ y: [Double], slope: Double, inflection: Double) -> Candidate {
    let shape = x.map { logistic(slope * ($0 - inflection)) }
    let count = Double(x.count)
    let meanShape = shape.reduce(0, +) / count
    let meanY = y.reduce(0, +) / count
    var covariance = 0.0
    var variance = 0.0
    for k in x.indices {
      covariance += (shape[k] - meanShape) * (y[k] - meanY)
      variance += (shape[k] - meanShape) * (shape[k] - meanShape)
    }
    let height = variance > 1e-12 ? covariance / variance : 0
    let base = meanY - height * meanShape
    let error = x.indices.reduce(0) {
      let residual = y[$1] - base - height * shape[$1]
      return $0 + residual * residual
    }
    return Candidate(base: base, height: height, slope: slope, inflection: inflection, error: error)
  }

  private static func logistic(_ z: Double) -> Double { 1 / (1 + Double.exp(-z)) }
}
