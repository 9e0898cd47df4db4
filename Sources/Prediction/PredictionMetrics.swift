/// How good the predictions of a study are: the part of `metrics.json` that judges the predictor.
public struct PredictionMetrics: Codable, Equatable, Sendable {
  /// How one contender did on labels that it was not fitted to.
  public struct Score: Codable, Equatable, Sendable {
    /// Who was judged.
    public var contender: Contender
    /// Pearson's correlation with the labels, averaged over the choices that have one; nil unless half of them do.
    public var correlation: Double?
    /// Why there is no correlation; nil where there is.
    public var undefined: UndefinedCorrelation?
    /// Standard deviation over choices; nil with one.
    public var correlationSD: Double?
    /// The 5 % and 95 % quantiles over choices; empty where there is no correlation.
    public var correlationInterval: [Double]
    /// The same after taking each target's mean off both: the ranking of partners.
    public var correlationWithin: Double?
    /// Why there is no correlation within targets; nil where there is.
    public var undefinedWithin: UndefinedCorrelation?
    /// Standard deviation of `correlationWithin` over choices; nil with one.
    public var correlationWithinSD: Double?
    /// Correlations over the ceiling that the labels' noise sets; nil where the labels have no reliability.
    public var corrected: Double?
    /// `correlationWithin` over its ceiling.
    public var correctedWithin: Double?
    /// Root mean squared error against the labels, in the unit of gains.
    public var rmse: Double
  }

  /// One way to hold labels out.
  public struct Accuracy: Codable, Equatable, Sendable {
    /// Random choices that figures are averaged over.
    public var choices: Int
    /// Labels judged a choice, on average.
    public var labels: Double
    /// Gains measured twice, on the replicates of the fit and of the judge: what the ceiling is known from.
    public var repeats: Int
    /// The highest correlations that noise-free predictions could have with these labels; nil where unknown.
    public var ceiling: Double?
    /// The same for the ranking of partners.
    public var ceilingWithin: Double?
    /// One a contender that had something to go by.
    public var scores: [Score]

    /// The score of a contender; nil where it had nothing to go by.
    public func score(of contender: Contender) -> Score? { scores.first { $0.contender == contender } }
  }

  /// How many fresh labels fall into intervals widened by the labels' own noise.
  public struct Coverage: Codable, Equatable, Sendable {
    /// The share that intervals are meant to hold.
    public var wanted: Double
    /// The share that they held.
    public var covered: Double
    /// By decile of predicted gain, lowest first; empty with fewer than 100 labels.
    public var byDecile: [Double]
    /// Mean width of the intervals of expected gains.
    public var meanWidth: Double
  }

  /// How the predictor does with fewer pairs.
  public struct LearningPoint: Codable, Equatable, Sendable {
    /// Of all pairs of the panel, fitted to.
    public var share: Double
    /// Median of r with fresh replicates of unmeasured pairs over choices.
    public var correlation: Double
    /// The lower and the upper quartile.
    public var quartiles: [Double]
    /// The median of the predictor without products.
    public var linear: Double
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
