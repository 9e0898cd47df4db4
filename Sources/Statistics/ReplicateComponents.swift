internal import RealModule

/// One replicate of one directed measurement: what `target` got with `partner`.
package struct ReplicateCell: Equatable, Sendable {
  package var target: Int
  package var partner: Int
  package var replicate: Int
  package var value: Double

  package init(target: Int, partner: Int, replicate: Int, value: Double) {
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
package struct ReplicateComponents: Equatable, Sendable {
  /// Per target: variance of a single replicate's shared error, at least 0.
  package let shared: [Double]
  /// Per target: variance of a single replicate's own error, at least 0.
  package let own: [Double]

  /// Estimates both for every target.
  ///
  /// Targets differ in noise by orders of magnitude, so own variances are pooled by their ratios: each is drawn towards the
  /// geometric mean over targets as if that were worth `priorDegrees` degrees of freedom. A shared variance is known from
  /// a handful of replicates only; it is drawn towards the target's own variance times the pooled ratio of the two.
  ///
  /// nil where no pair has two replicates. A target without any gets the pooled figures. O(pairs^2 replicates) a target.
  package init?(cells: [ReplicateCell], targetCount: Int, priorDegrees: Double = 6) {
    var rows = [[Int: [Int: Double]]](repeating: [:], count: targetCount)
    for cell in cells { rows[cell.target][cell.partner, default: [:]][cell.replicate] = cell.value }
    let sums = rows.map(CovarianceSums.init)
    let measured = sums.filter { $0.varianceDegrees > 0 }
    guard !measured.isEmpty else { return nil }
    let typical = Self.geometricMean(measured.map { max(0, $0.ownVariance) })
    let own = sums.map { sum in
      guard sum.varianceDegrees > 0 else { return typical }
      return max(0, Self.drawn(sum.ownVariance, degrees: sum.varianceDegrees, to: typical, priorDegrees))
    }
    var ratioSum = 0.0
    var degrees = 0.0
    for (sum, own) in zip(sums, own) where own > 0 {
      guard let covariance = sum.meanCovariance else { continue }
      ratioSum += sum.replicateDegrees * covariance / own
      degrees += sum.replicateDegrees
    }
    let ratio = degrees > 0 ? max(0, ratioSum / degrees) : 0
    self.own = own
    shared = zip(sums, own).map { sum, own in
      guard let covariance = sum.meanCovariance else { return ratio * own }
      return max(0, Self.drawn(covariance, degrees: sum.replicateDegrees, to: ratio * own, priorDegrees))
    }
  }

  private static func drawn(_ value: Double, degrees: Double, to pooled: Double, _ prior: Double) -> Double {
    (degrees * value + prior * pooled) / (degrees + prior)
  }

  /// The geometric mean of the positive values; 0 where there are none.
  private static func geometricMean(_ values: [Double]) -> Double {
    let logs = values.filter { $0 > 0 }.map { Double.log($0) }
    return mean(logs).map { Double.exp($0) } ?? 0
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

  /// The variance of a pair over replicates less what it shares.
  var ownVariance: Double { meanVariance - max(0, meanCovariance ?? 0) }
  var meanVariance: Double { variance / max(varianceDegrees, 1) }
  var meanCovariance: Double? { covarianceDegrees > 0 ? covariance / covarianceDegrees : nil }
}
