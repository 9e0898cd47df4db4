public import Statistics

/// Turns raw losses into gains: what each target gains from each partner it was measured with.
///
/// The loss alone is in every gain of a target, so it is averaged over all its replicates (the shared baseline), while
/// the split and initialisation that a pair's replicate shares with its baseline are used as a control variate (common
/// random numbers; Glasserman 2003, 4.1):
///
///     loss together  =  mean over k in R of  [ together_k - beta (alone_k - alone) ],   alone = mean over all of B
///     gain           =  (alone - loss together) / alone
///
/// R are the pair's replicates, B the target's baseline. beta = 0 ignores that replicates are paired, beta = 1 takes
/// plain differences; the best one is the regression of together on alone over replicates, estimated once for the panel.
public struct GainEstimator: Sendable {
  /// The share of a replicate's baseline deviation that is taken off its pair losses.
  public let controlCoefficient: Double

  /// An estimator with a given coefficient, 0...1.
  public init(controlCoefficient: Double) { self.controlCoefficient = controlCoefficient }

  /// An estimator with the coefficient that the table's own replicates give; 0 where no pair has two replicates.
  public init(fittedTo table: LossTable) {
    var product = 0.0
    var square = 0.0
    for pair in table.sets(ofSize: 2) {
      for target in pair {
        let both = table.replicates(of: pair).compactMap { replicate -> (Double, Double)? in
          guard let alone = table.outcome(of: target, in: [target], replicate: replicate)?.loss,
            let together = table.outcome(of: target, in: pair, replicate: replicate)?.loss
          else { return nil }
          return (alone, together)
        }
        guard both.count >= 2, let alone = mean(both.map(\.0)), let together = mean(both.map(\.1)) else { continue }
        let scale = alone > 0 ? 1 / (alone * alone) : 0
        for (x, y) in both {
          product += scale * (x - alone) * (y - together)
          square += scale * (x - alone) * (x - alone)
        }
      }
    }
    controlCoefficient = square > 0 ? min(1, max(0, product / square)) : 0
  }

  /// The gains of every task of every measured set of `size` tasks (of pairs: in both directions), by target, then partners.
  ///
  /// - Parameters:
  ///   - table: what was measured.
  ///   - size: how many tasks a set has.
  ///   - includes: which replicates may be used, of baselines and sets alike; all by default. Sets without one, and targets
  ///     without a baseline or with a zero loss alone, are left out.
  public func gains(from table: LossTable, ofSize size: Int = 2, includes: (Int) -> Bool = { _ in true }) -> [Gain] {
    measuredGains(from: table, ofSize: size, includes: includes).map(\.gain)
  }

  /// A gain, and what each of its replicates adds to it as to a mean: those that the baseline has too, ascending.
  struct MeasuredGain {
    var gain: Gain
    var parts: [Double]
  }

  /// The gains with their parts.
  func measuredGains(
    from table: LossTable, ofSize size: Int, includes: (Int) -> Bool = { _ in true }
  ) -> [MeasuredGain] {
    let baselines = (0..<table.taskCount).map { Baseline(of: $0, in: table, includes: includes) }
    var gains: [MeasuredGain] = []
    for set in table.sets(ofSize: size) {
      let replicates = table.replicates(of: set).filter(includes)
      for target in set {
        guard let baseline = baselines[target], baseline.loss > 0 else { continue }
        let outcomes = outcomes(of: target, in: set, replicates: replicates, table)
        guard !outcomes.isEmpty else { continue }
        gains.append(gain(of: target, from: set.removing(target), outcomes: outcomes, baseline: baseline))
      }
    }
    return gains.sorted { ($0.gain.target, $0.gain.partners) < ($1.gain.target, $1.gain.partners) }
  }

  /// The mean relative gain of `target` when trained with a whole set of tasks, and its standard error; nil if not
  /// measured. A set of one gains 0 exactly.
  public func gain(of target: Int, in set: TaskSet, from table: LossTable) -> (gain: Double, standardError: Double?)? {
    if set.count == 1 { return (0, 0) }
    let outcomes = outcomes(of: target, in: set, replicates: table.replicates(of: set), table)
    guard let baseline = Baseline(of: target, in: table, includes: { _ in true }), !outcomes.isEmpty, baseline.loss > 0
    else { return nil }
    let gain = gain(of: target, from: set.removing(target), outcomes: outcomes, baseline: baseline).gain
    return (gain.gain, gain.gainSE)
  }

  /// A target's outcomes in a set, by replicate.
  private func outcomes(
    of target: Int, in set: TaskSet, replicates: [Int], _ table: LossTable
  ) -> [(Int, TaskOutcome)] {
    replicates.compactMap { replicate in
      table.outcome(of: target, in: set, replicate: replicate).map { (replicate, $0) }
    }
  }

  private func gain(
    of target: Int, from partners: TaskSet, outcomes: [(Int, TaskOutcome)], baseline: Baseline
  ) -> MeasuredGain {
    let adjusted = outcomes.map { replicate, outcome in
      outcome.loss - controlCoefficient * (baseline.lossByReplicate[replicate].map { $0 - baseline.loss } ?? 0)
    }
    let together = adjusted.reduce(0, +) / Double(adjusted.count)
    let benefits = outcomes.compactMap { replicate, outcome -> Double? in
      guard let metric = outcome.metrics.primary, let alone = baseline.metric else { return nil }
      let shift = baseline.metricByReplicate[replicate].map { $0 - alone } ?? 0
      return metric - controlCoefficient * shift - alone
    }
    let differences = differences(of: outcomes, baseline: baseline)
    let gain = Gain(
      target: target, partners: partners, replicates: outcomes.count, gain: (baseline.loss - together) / baseline.loss,
      gainSE: deviation(of: differences, baseline: baseline).map { $0 / baseline.loss },
      metricBenefit: mean(benefits), metricBenefitSE: standardError(benefits),
      lossAlone: baseline.loss, lossTogether: together)
    return MeasuredGain(gain: gain, parts: differences.map { $0 / baseline.loss })
  }

  /// By replicate that the baseline has too: the part of `alone - together` that the two have in common.
  private func differences(of outcomes: [(Int, TaskOutcome)], baseline: Baseline) -> [Double] {
    let shared = outcomes.filter { baseline.lossByReplicate[$0.0] != nil }
    let share = Double(shared.count) / Double(max(1, baseline.losses.count))
    let weight = controlCoefficient + (1 - controlCoefficient) * share
    return shared.map { weight * baseline.lossByReplicate[$0.0]! - $0.1.loss }
  }

  /// The standard error of `alone - together`, with the part that pair and baseline have in common counted once.
  ///
  /// With b baseline replicates, r of them shared with the pair, the difference is a mean over the shared replicates of
  /// (beta + (1 - beta) r / b) alone_k - together_k, plus (1 - beta)(1 - r / b) times the mean of the other alone_k.
  private func deviation(of differences: [Double], baseline: Baseline) -> Double? {
    guard let paired = variance(differences) else { return nil }
    var square = paired / Double(differences.count)
    let others = baseline.losses.count - differences.count
    let rest = (1 - controlCoefficient) * (1 - Double(differences.count) / Double(baseline.losses.count))
    if others > 0, let spread = variance(baseline.losses) {
      square += rest * rest * spread / Double(others)
    }
    return square.squareRoot()
  }
}
