package import Labels
package import LinearAlgebra
public import Networks
internal import Probing
internal import Statistics

/// How well the gains of the built-in networks stand for those of a trainer from outside: `pilot.json`.
public struct PilotResult: Codable, Equatable, Sendable {
  /// What to make of it.
  public enum Advice: String, Codable, Sendable {
    /// The networks rank partners nearly as well as both measurements allow.
    case goOn
    /// They do not.
    case stop
    /// The pilot cannot tell.
    case undecided
  }

  /// The built-in networks under one joint loss.
  public struct Proxy: Codable, Equatable, Sendable {
    /// The joint loss.
    public var objective: Objective
    /// Correlation of its gains with the trainer's, with its 95 % interval over pairs; nil where either does not vary.
    public var correlation: Double?
    /// The lower end of that interval.
    public var lower: Double?
    /// The upper end of that interval.
    public var upper: Double?
    /// The same after each target's own means are taken off.
    public var withinTarget: Double?
    /// The share of gains of one sign.
    public var sameSign: Double?
    /// The reliability of its gains on these rows.
    public var reliability: Double?
    /// The highest correlation that both reliabilities allow; nil where one of them is unknown or 0.
    public var ceiling: Double?

    /// The correlation as a share of that ceiling, 1 at most.
    public var corrected: Double? {
      guard let correlation, let ceiling else { return nil }
      return min(1, correlation / ceiling)
    }
  }

  /// Pairs that both measured.
  public var pairs: Int
  /// Ordered pairs among them with both gains.
  public var gains: Int
  /// The reliability of the trainer's gains on these rows.
  public var trainerReliability: Double?
  /// One a joint loss.
  public var proxies: [Proxy]
  /// How networks of one task were trained, and those of several.
  public var alone: TrainingOptions
  /// How networks of several tasks were trained.
  public var together: TrainingOptions

  /// The correlation, as a share of what can be, from which on the networks may stand for the trainer.
  static let enough = 0.6
  /// Pairs below which an interval over pairs says nothing.
  static let fewestPairs = 6

  /// The joint loss under which the networks agree best; nil where no correlation is defined.
  public var best: Proxy? {
    proxies.filter { $0.correlation != nil }.max { ($0.correlation ?? -1) < ($1.correlation ?? -1) }
  }

  /// Whether the networks' gains become an input of the prediction.
  public var isInput: Bool { advice != .stop && best?.correlation ?? 0 > 0 }

  /// What follows from the best.
  public var advice: Advice {
    guard pairs >= Self.fewestPairs, let best, let correlation = best.correlation, let lower = best.lower,
      let upper = best.upper
    else {
      return .undecided
    }
    if upper / (best.ceiling ?? 1) < Self.enough { return .stop }
    return lower > 0 && (best.corrected ?? correlation) >= Self.enough ? .goOn : .undecided
  }
}

extension PilotResult {
  /// Compares what both measured.
  ///
  /// - Parameters:
  ///   - trainer: losses alone and in pairs by the trainer from outside.
  ///   - proxies: the same tasks and pairs by the built-in networks, in replicates of their own.
  package init(
    trainer: LossTable, proxies: [(objective: Objective, losses: LossTable)], alone: TrainingOptions,
    together: TrainingOptions, stream: RandomStream
  ) {
    let dear = GainEstimator(fittedTo: trainer)
    let gains = dear.gains(from: trainer)
    let reliability = LabelReliability(of: trainer, estimator: dear, stream: stream.split("trainer")).reliabilityOnRows
    self.alone = alone
    self.together = together
    pairs = trainer.sets(ofSize: 2).count
    self.gains = gains.count
    trainerReliability = reliability
    self.proxies = proxies.map { objective, losses in
      let estimator = GainEstimator(fittedTo: losses)
      let own = Dictionary(uniqueKeysWithValues: estimator.gains(from: losses).map { ($0.pair, $0.gain) })
      let stream = stream.split(objective.rawValue)
      let agreement = GainAgreement(directed: own, gains: gains, random: stream)
      let both = gains.compactMap { gain in own[gain.pair].map { (gain.gain, $0) } }
      let ownReliability = LabelReliability(of: losses, estimator: estimator, stream: stream).reliabilityOnRows
      let product = max(0, reliability ?? 0) * max(0, ownReliability ?? 0)
      return Proxy(
        objective: objective, correlation: agreement.pearson, lower: agreement.lower, upper: agreement.upper,
        withinTarget: agreement.withinTarget,
        sameSign: both.isEmpty ? nil : Double(both.count { $0 * $1 > 0 }) / Double(both.count),
        reliability: ownReliability, ceiling: product > 0 ? product.squareRoot() : nil)
    }
  }
}
