/// How a predictor is fitted; what comes out is a `GainModel`.
public struct PredictorSettings: Codable, Equatable, Sendable {
  /// How strongly weights are drawn to zero.
  public enum Shrinkage: String, Codable, Sendable, CaseIterable {
    /// Each block of inputs by its own variance, which restricted likelihood estimates.
    case likelihood
    /// As `likelihood`, then all blocks together by the lambda with the best exact leave-one-pair-out error.
    case leaveOnePairOut
    /// The same, leaving out all gains of a target at a time.
    case leaveOneTargetOut
  }

  /// Whether products of inputs come in beside the inputs.
  public var quadratic: Bool
  /// Labels below which products of inputs stay out all the same: what they add to the fit is mostly chance.
  public var fewestLabelsForProducts: Int
  /// Whether target and partner have effects of their own.
  public var taskEffects: Bool
  /// Whether the gradient similarity is an input where it was measured. It says next to nothing about gains on the panels it
  /// was tried on (docs/prediction.md).
  public var usesSimilarity: Bool
  /// How strongly weights are drawn to zero.
  public var shrinkage: Shrinkage
  /// How far error variances are drawn to their mean before they weigh labels, 0 (not at all) to 1.
  public var errorPooling: Double
  /// Coverage of the intervals, in (0, 1).
  public var coverage: Double
  /// Labels beyond which variance components are estimated on a random part of them; at least 2.
  public var maxLikelihoodLabels: Int
  /// Decides the random part of the labels that variances are estimated on.
  public var seed: UInt64

  /// Settings; traps where a share or the coverage is out of bounds. The defaults are those of a study.
  public init(
    quadratic: Bool = true, fewestLabelsForProducts: Int = 60, taskEffects: Bool = true,
    usesSimilarity: Bool = false, shrinkage: Shrinkage = .likelihood, errorPooling: Double = 0.5,
    coverage: Double = 0.9,
    maxLikelihoodLabels: Int = 300, seed: UInt64 = 0
  ) {
    precondition((0...1).contains(errorPooling), "a share")
    precondition(coverage > 0 && coverage < 1, "a coverage lies between 0 and 1")
    precondition(maxLikelihoodLabels >= 2, "a variance needs two labels")
    self.quadratic = quadratic
    self.fewestLabelsForProducts = fewestLabelsForProducts
    self.taskEffects = taskEffects
    self.usesSimilarity = usesSimilarity
    self.shrinkage = shrinkage
    self.errorPooling = errorPooling
    self.coverage = coverage
    self.maxLikelihoodLabels = maxLikelihoodLabels
    self.seed = seed
  }
}
