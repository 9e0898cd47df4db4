/// One replicate of one directed measurement: what `target` got with `partner`.
public struct ReplicateCell: Equatable, Sendable {
  public var target: Int
  public var partner: Int
  public var replicate: Int
  public var value: Double

  public init(target: Int, partner: Int, replicate: Int, value: Double) {
    self.target = target
    self.partner = partner
    self.replicate = replicate
    self.value = value
  }
}

/// The error variances of a target x partner x replicate layout, in which cells may be missing.
///
/// A cell is pair mean + error shared by all pairs of its target in its replicate (the baseline's luck, the split) + error
/// of its own. Covariances over replicates tell the two apart: the variance of a pair is shared + own, the covariance of
/// two pairs of one target is shared alone. Unbiased whatever cells are missing, since each covariance runs over the
/// replicates that both pairs have.
public struct ReplicateComponents: Equatable, Sendable {
  /// Per target: variance of a single replicate's shared error, at least 0.
  public let shared: [Double]
  /// Per target: variance of a single replicate's own error, at least 0.
  public let own: [Double]

  /// Estimates both for every target, each drawn towards the pooled estimate of all targets as if that were worth
  /// `priorDegrees` more degrees of freedom.
  ///
  /// nil where no pair has two replicates. A target without any gets the pooled estimates. O(pairs^2 replicates) a target.
  public init?(cells: [ReplicateCell], targetCount: Int, priorDegrees: Double = 6) {
    var rows = [[Int: [Int: Double]]](repeating: [:], count: targetCount)
    for cell in cells { rows[cell.target][cell.partner, default: [:]][cell.replicate] = cell.value }
    let sums = rows.map(CovarianceSums.init)
    let pooled = sums.reduce(CovarianceSums(), +)
    guard pooled.varianceDegrees > 0 else { return nil }
    let pooledShared = max(0, pooled.meanCovariance ?? 0)
    let pooledOwn = max(0, pooled.meanVariance - pooledShared)
    func drawn(_ estimate: Double, degrees: Double, to pooled: Double) -> Double {
      (degrees * estimate + priorDegrees * pooled) / (degrees + priorDegrees)
    }
    shared = sums.map { sum in
      guard let covariance = sum.meanCovariance else { return pooledShared }
      return max(0, drawn(covariance, degrees: sum.replicateDegrees, to: pooledShared))
    }
    own = sums.map { sum in
      guard sum.varianceDegrees > 0 else { return pooledOwn }
      let estimate = sum.meanVariance - (sum.meanCovariance ?? pooledShared)
      return max(0, drawn(estimate, degrees: sum.varianceDegrees, to: pooledOwn))
    }
  }
}

/// Sums of variances of pairs and of covariances between pairs of one target, with their degrees of freedom.
private struct CovarianceSums {
  var variance = 0.0
  var varianceDegrees = 0.0
  var covariance = 0.0
  var covarianceDegrees = 0.0
  /// Replicates less one of the target's best measured pair: what the shared error is known from.
  var replicateDegrees = 0.0

  init() {}

  /// From one target's values by partner and replicate.
  init(_ pairs: [Int: [Int: Double]]) {
    let rows = pairs.keys.sorted().map { pairs[$0] ?? [:] }
    for (index, row) in rows.enumerated() {
      let own = Self.products(row, row)
      variance += own.sum
      varianceDegrees += own.degrees
      replicateDegrees = max(replicateDegrees, own.degrees)
      for other in rows[..<index] {
        let both = Self.products(row, other)
        covariance += both.sum
        covarianceDegrees += both.degrees
      }
    }
  }

  /// The sum of products of deviations over common replicates, and the replicates less one.
  private static func products(_ a: [Int: Double], _ b: [Int: Double]) -> (sum: Double, degrees: Double) {
    let common = a.keys.filter { b[$0] != nil }.sorted()
    guard common.count > 1 else { return (0, 0) }
    let x = common.compactMap { a[$0] }
    let y = common.compactMap { b[$0] }
    let centerX = x.reduce(0, +) / Double(x.count)
    let centerY = y.reduce(0, +) / Double(y.count)
    let sum = zip(x, y).reduce(0) { $0 + ($1.0 - centerX) * ($1.1 - centerY) }
    return (sum, Double(common.count - 1))
  }

  var meanVariance: Double { variance / max(varianceDegrees, 1) }
  var meanCovariance: Double? { covarianceDegrees > 0 ? covariance / covarianceDegrees : nil }

  static func + (a: CovarianceSums, b: CovarianceSums) -> CovarianceSums {
    var sum = a
    sum.variance += b.variance
    sum.varianceDegrees += b.varianceDegrees
    sum.covariance += b.covariance
    sum.covarianceDegrees += b.covarianceDegrees
    return sum
  }
}
