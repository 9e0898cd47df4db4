internal import RealModule

/// Pearson's product-moment correlation; nil below two pairs or where either side is constant.
///
/// Computed from centred values in Double and clamped to [-1, 1]. Traps unless both sides are equally long.
public func pearsonCorrelation(_ x: [Double], _ y: [Double]) -> Double? {
  precondition(x.count == y.count, "both sides need the same length")
  return pearsonCorrelation(x, y, weights: nil)
}

/// Pearson's correlation of pairs that weigh differently; nil where the weights or a side leave no variance.
///
/// Weights are not negative; only their ratios matter. nil weights are equal ones.
package func pearsonCorrelation(_ x: [Double], _ y: [Double], weights: [Double]?) -> Double? {
  precondition(x.count == y.count, "both sides need the same length")
  let weights = weights ?? [Double](repeating: 1, count: x.count)
  guard x.count > 1, let centerX = weightedMean(x, weights: weights), let centerY = weightedMean(y, weights: weights)
  else { return nil }
  var xx = 0.0
  var yy = 0.0
  var xy = 0.0
  for index in x.indices {
    let dx = x[index] - centerX
    let dy = y[index] - centerY
    xx += weights[index] * dx * dx
    yy += weights[index] * dy * dy
    xy += weights[index] * dx * dy
  }
  // A constant column leaves rounding behind, not exactly 0.
  let floorX = Double(x.count) * Double.ulpOfOne * Double.ulpOfOne * centerX * centerX
  let floorY = Double(x.count) * Double.ulpOfOne * Double.ulpOfOne * centerY * centerY
  guard xx > floorX, yy > floorY else { return nil }
  let value = xy / (xx.squareRoot() * yy.squareRoot())
  return value.isFinite ? min(1, max(-1, value)) : nil
}

/// Spearman's rank correlation, Pearson's of the average ranks; nil below two pairs or where either side is constant.
package func spearmanCorrelation(_ x: [Double], _ y: [Double]) -> Double? {
  pearsonCorrelation(averageRanks(x), averageRanks(y))
}

/// The correlation after each group's own mean is taken off both sides: how well a ranking holds within the groups.
///
/// `group[k]` names the group of pair k. Groups of one pair carry nothing. nil where no variance is left.
public func withinGroupCorrelation(_ x: [Double], _ y: [Double], group: [Int]) -> Double? {
  precondition(x.count == y.count && x.count == group.count, "one group a pair")
  var members: [Int: [Int]] = [:]
  for (index, name) in group.enumerated() { members[name, default: []].append(index) }
  var left: [Double] = []
  var right: [Double] = []
  for name in members.keys.sorted() {
    let indices = members[name] ?? []
    guard indices.count > 1, let centerX = mean(indices.map { x[$0] }), let centerY = mean(indices.map { y[$0] })
    else { continue }
    for index in indices {
      left.append(x[index] - centerX)
      right.append(y[index] - centerY)
    }
  }
  return pearsonCorrelation(left, right)
}

/// The confidence interval of a correlation by Fisher's z; nil below four pairs or at a perfect correlation.
///
/// `level` in (0, 1), such as 0.95; assumes independent pairs.
package func fisherInterval(correlation: Double, count: Int, level: Double = 0.95) -> ClosedRange<Double>? {
  precondition(level > 0 && level < 1, "a level lies between 0 and 1")
  guard count > 3, abs(correlation) < 1 else { return nil }
  let z = Double.atanh(correlation)
  let half = normalQuantile((1 + level) / 2) / Double(count - 3).squareRoot()
  return Double.tanh(z - half)...Double.tanh(z + half)
}
