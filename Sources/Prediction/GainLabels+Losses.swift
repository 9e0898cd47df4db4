public import Labels

extension GainLabels {
  /// The gains of every measured pair, with their error variances.
  ///
  /// - Parameters:
  ///   - table: what was measured.
  ///   - estimator: makes gains of losses.
  ///   - noise: of a single replicate; nil takes it from the table.
  ///   - includes: which replicates may be used, of pairs and of baselines alike.
  public init(
    from table: LossTable, estimator: GainEstimator, noise: GainNoise? = nil, includes: (Int) -> Bool = { _ in true }
  ) {
    let noise = noise ?? GainNoise(from: table, estimator: estimator)
    let gains = estimator.gains(from: table, includes: includes)
    var replicates = [Int](repeating: 0, count: table.taskCount)
    for gain in gains { replicates[gain.target] = max(replicates[gain.target], gain.replicates) }
    let shared = (0..<table.taskCount).map { task in
      let pairReplicates = Double(max(1, replicates[task]))
      let baselines = Double(table.replicates(of: [task]).count(where: includes))
      // Baseline replicates that no pair shares add an error of their own, with this weight.
      let rest = (1 - estimator.controlCoefficient) * max(0, 1 - pairReplicates / max(1, baselines))
      return noise.shared[task] / pairReplicates
        + rest * rest * noise.alone[task] / max(1, baselines - pairReplicates)
    }
    let labels = gains.map { gain in
      Label(
        target: gain.target, partner: gain.partner, gain: gain.gain,
        ownVariance: noise.own[gain.target] / Double(gain.replicates))
    }
    self.init(taskCount: table.taskCount, labels: labels, sharedVariance: shared)
  }

  /// The same by the estimator that the table's own replicates give.
  package init(from table: LossTable) { self.init(from: table, estimator: GainEstimator(fittedTo: table)) }
}
