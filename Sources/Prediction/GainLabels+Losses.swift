public import Labels
internal import Statistics

extension GainLabels {
  /// The gains of every measured pair, with error variances from the spread over replicates.
  ///
  /// - Parameters:
  ///   - includes: which replicates may be used, of pairs and of baselines alike.
  ///
  /// A gain is a mean over the pair's r replicates of (w alone_k - together_k) / alone plus what the other baseline
  /// replicates add (`GainEstimator`); the spread of the first over replicates is split into a shared and an own part by
  /// `ReplicateComponents`. Where no pair has two replicates, the spread of the baselines stands in: own = Var(alone),
  /// shared = Var(alone) / b; where that is missing too, errors count as unknown (0) and become part of what the
  /// predictor calls unexplained.
  public init(from table: LossTable, estimator: GainEstimator, includes: (Int) -> Bool = { _ in true }) {
    let gains = estimator.gains(from: table, includes: includes)
    let baselines = (0..<table.taskCount).map { BaselineSpread(of: $0, in: table, includes: includes) }
    let cells = gains.flatMap { gain in
      Self.cells(of: gain, from: table, beta: estimator.controlCoefficient, baseline: baselines[gain.target], includes)
    }
    let components = ReplicateComponents(cells: cells, targetCount: table.taskCount)
    var replicates = [Double](repeating: 0, count: table.taskCount)
    for gain in gains { replicates[gain.target] = max(replicates[gain.target], Double(gain.replicates)) }
    let pooled = mean(baselines.compactMap(\.relativeVariance)) ?? 0
    let shared = (0..<table.taskCount).map { task -> Double in
      let baseline = baselines[task]
      guard let components else { return pooled / max(1, baseline.count) }
      let rest = (1 - estimator.controlCoefficient) * (1 - min(1, replicates[task] / max(1, baseline.count)))
      let others = max(1, baseline.count - replicates[task])
      return components.shared[task] / max(1, replicates[task])
        + rest * rest * (baseline.relativeVariance ?? pooled) / others
    }
    let labels = gains.map { gain in
      Label(
        target: gain.target, partner: gain.partner, gain: gain.gain,
        ownVariance: components.map { $0.own[gain.target] / Double(gain.replicates) } ?? pooled)
    }
    self.init(taskCount: table.taskCount, labels: labels, sharedVariance: shared)
  }

  private static func cells(
    of gain: Gain, from table: LossTable, beta: Double, baseline: BaselineSpread, _ includes: (Int) -> Bool
  ) -> [ReplicateCell] {
    let pair = [gain.target, gain.partner]
    let weight = beta + (1 - beta) * Double(gain.replicates) / max(1, baseline.count)
    return table.replicates(of: pair).filter(includes).compactMap { replicate in
      guard let together = table.outcome(of: gain.target, in: pair, replicate: replicate)?.loss,
        let alone = baseline.losses[replicate], gain.lossAlone > 0
      else { return nil }
      return ReplicateCell(
        target: gain.target, partner: gain.partner, replicate: replicate,
        value: (weight * alone - together) / gain.lossAlone)
    }
  }
}

/// A task's losses alone, by replicate.
private struct BaselineSpread {
  var losses: [Int: Double] = [:]

  init(of task: Int, in table: LossTable, includes: (Int) -> Bool) {
    for replicate in table.replicates(of: [task]) where includes(replicate) {
      losses[replicate] = table.outcome(of: task, in: [task], replicate: replicate)?.loss
    }
  }

  var count: Double { Double(losses.count) }

  /// Variance of a single replicate's loss, relative to the squared mean; nil below two replicates.
  var relativeVariance: Double? {
    let values = losses.keys.sorted().compactMap { losses[$0] }
    guard let spread = variance(values), let center = mean(values), center > 0 else { return nil }
    return spread / (center * center)
  }
}
