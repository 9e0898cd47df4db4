public import Labels
internal import Statistics

/// How noisy one replicate of a gain is, by target: what the errors of averaged gains are worked out from.
public struct GainNoise: Equatable, Sendable {
  /// Variance of a single replicate's own error.
  public let own: [Double]
  /// Variance of a single replicate's error that all gains of the target share.
  public let shared: [Double]
  /// Variance of a single replicate's loss alone, relative to its squared mean.
  public let alone: [Double]

  /// From the spread over all replicates of a table.
  ///
  /// A gain is a mean over the pair's r replicates of (w alone_k - together_k) / alone, plus what the other baseline
  /// replicates add (`GainEstimator`); the spread of these over replicates is split into a shared and an own part by
  /// `ReplicateComponents`. Where no pair has two replicates the spread of the baselines stands in for either; where that
  /// is missing too, errors are unknown and count as 0: they become part of what the predictor calls unexplained.
  public init(from table: LossTable, estimator: GainEstimator) {
    let baselines = (0..<table.taskCount).map { task -> [Int: Double] in
      var losses: [Int: Double] = [:]
      for replicate in table.replicates(of: [task]) {
        losses[replicate] = table.outcome(of: task, in: [task], replicate: replicate)?.loss
      }
      return losses
    }
    let spreads = baselines.map(Self.relativeVariance)
    let typical = median(spreads.compactMap { $0 }) ?? 0
    alone = spreads.map { $0 ?? typical }
    let cells = estimator.gains(from: table).flatMap { gain in
      Self.cells(of: gain, from: table, beta: estimator.controlCoefficient, baseline: baselines[gain.target])
    }
    let components = ReplicateComponents(cells: cells, targetCount: table.taskCount)
    own = components?.own ?? alone
    shared = components?.shared ?? alone
  }

  private static func relativeVariance(_ losses: [Int: Double]) -> Double? {
    let values = losses.keys.sorted().compactMap { losses[$0] }
    guard let spread = variance(values), let center = mean(values), center > 0 else { return nil }
    return spread / (center * center)
  }

  private static func cells(
    of gain: Gain, from table: LossTable, beta: Double, baseline: [Int: Double]
  ) -> [ReplicateCell] {
    let pair = TaskSet(gain.pair.unordered)
    let weight = beta + (1 - beta) * Double(gain.replicates) / Double(max(1, baseline.count))
    return table.replicates(of: pair).compactMap { replicate in
      guard let together = table.outcome(of: gain.target, in: pair, replicate: replicate)?.loss,
        let alone = baseline[replicate], gain.lossAlone > 0
      else { return nil }
      return ReplicateCell(
        target: gain.target, partner: gain.partner, replicate: replicate,
        value: (weight * alone - together) / gain.lossAlone)
    }
  }
}
