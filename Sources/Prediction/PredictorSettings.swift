/// How a predictor is fitted; what comes out is a `Predictor`.
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
  /// Whether target and partner have effects of their own.
  public var taskEffects: Bool
  public var shrinkage: Shrinkage
  /// Coverage of the intervals, in (0, 1).
  public var coverage: Double
  /// Labels beyond which variance components are estimated on a random part of them; at least 2.
  public var maxLikelihoodLabels: Int
  public var seed: UInt64

  public init(
    quadratic: Bool = true, taskEffects: Bool = true, shrinkage: Shrinkage = .likelihood, coverage: Double = 0.9,
    maxLikelihoodLabels: Int = 300, seed: UInt64 = 0
  ) {
    precondition(coverage > 0 && coverage < 1, "a coverage lies between 0 and 1")
    precondition(maxLikelihoodLabels >= 2, "a variance needs two labels")
    self.quadratic = quadratic
    self.taskEffects = taskEffects
    self.shrinkage = shrinkage
    self.coverage = coverage
    self.maxLikelihoodLabels = maxLikelihoodLabels
    self.seed = seed
  }
}
