internal import Statistics

/// How good the predictions of a study are: the part of `metrics.json` that judges the predictor.
public struct PredictionMetrics: Codable, Equatable, Sendable {
  /// A figure with how far it is known, from leaving judged pairs out in turn.
  public struct Figure: Codable, Equatable, Sendable {
    /// The share of repeated studies whose interval is to hold what many more pairs would give.
    static let coverage = 0.9

    /// From all judged labels, averaged over choices.
    public var value: Double
    /// Its standard error over pairs.
    public var standardError: Double
    /// The ends of its 90 % interval over pairs.
    public var interval: [Double]

    /// The same with an interval that stays where such figures can be.
    func clipped(to range: ClosedRange<Double>) -> Figure {
      var result = self
      result.interval = interval.map { min(range.upperBound, max(range.lowerBound, $0)) }
      return result
    }
  }

  /// How one contender did on labels that it was not fitted to; figures that cannot be had, or whose error cannot, are nil.
  public struct Score: Codable, Equatable, Sendable {
    /// Who was judged.
    public var contender: Contender
    /// Pearson's correlation with the labels.
    public var correlation: Figure?
    /// Why there is no correlation; nil where there is.
    public var undefined: UndefinedCorrelation?
    /// The same after taking each target's mean off both: the ranking of partners.
    public var correlationWithin: Figure?
    /// Why there is no correlation within targets; nil where there is.
    public var undefinedWithin: UndefinedCorrelation?
    /// Correlations over the ceiling that the labels' noise sets; nil where the labels have no reliability.
    public var corrected: Figure?
    /// `correlationWithin` over its ceiling.
    public var correctedWithin: Figure?
    /// By how much the predictor's correlation with the very same labels is higher; nil for the predictor itself.
    public var lead: Figure?
    /// By how much the predictor's correlation within targets is higher.
    public var leadWithin: Figure?
    /// Root mean squared error against the labels, in the unit of gains.
    public var rmse: Figure
  }

  /// One way to hold labels out.
  public struct Accuracy: Codable, Equatable, Sendable {
    /// Random choices that figures are averaged over.
    public var choices: Int
    /// Different pairs that were judged.
    public var pairs: Int
    /// Labels judged a choice, on average.
    public var labels: Double
    /// Gains measured twice, on the replicates of the fit and of the judge: what the ceiling is known from.
    public var repeats: Int
    /// How the gains of the two sets of replicates correlate; nil where that is not known.
    public var halves: Figure?
    /// The same within targets.
    public var halvesWithin: Figure?
    /// One a contender that had something to go by.
    public var scores: [Score]

    /// The highest correlations that noise-free predictions could have with these labels; nil where unknown.
    public var ceiling: Double? { halves.map { correlationCeiling(reliability: $0.value) } }
    /// The same for the ranking of partners.
    public var ceilingWithin: Double? { halvesWithin.map { correlationCeiling(reliability: $0.value) } }

    /// The score of a contender; nil where it had nothing to go by.
    public func score(of contender: Contender) -> Score? { scores.first { $0.contender == contender } }
  }

  /// How many fresh labels fall into intervals widened by the labels' own noise.
  public struct Coverage: Codable, Equatable, Sendable {
    /// The share that intervals are meant to hold.
    public var wanted: Double
    /// The share that they held.
    public var covered: Double
    /// The ends of its 90 % interval, taking each pair as one trial (Wilson 1927).
    public var interval: [Double]
    /// By decile of predicted gain, lowest first; empty with fewer than 100 labels.
    public var byDecile: [Double]
    /// Mean width of the intervals of expected gains.
    public var meanWidth: Double
  }

  /// How the predictor does with fewer pairs.
  public struct LearningPoint: Codable, Equatable, Sendable {
    /// Of all pairs of the panel, fitted to.
    public var share: Double
    /// r with fresh replicates of unmeasured pairs.
    public var correlation: Figure
    /// The predictor without products.
    public var linear: Figure
  }

  /// Pairs and replicates that the predictor has not seen; nil with a single replicate.
  public var freshReplicates: Accuracy?
  /// Pairs that it has not seen, on replicates that it has: a target's luck is in both, so this flatters.
  public var heldOutPairs: Accuracy?
  /// Targets of which it has seen no pair, neither as target nor as partner.
  public var heldOutTasks: Accuracy?
  /// How the intervals did on fresh replicates; nil with a single replicate.
  public var coverage: Coverage?
  /// From few pairs to all; empty with a single replicate.
  public var learningCurve: [LearningPoint]
  /// What that means, in sentences.
  public var verdict: [String]
}
