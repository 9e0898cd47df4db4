/// How a predictor is judged.
public struct EvaluationSettings: Codable, Equatable, Sendable {
  /// Pairs up to which they are left out one by one.
  static let fewPairs = 30

  /// Random halves of replicates (and choices of pairs) that figures are averaged over.
  public var choices: Int
  /// Share of the measured pairs that is fitted to while the others judge. From a half on the parts take turns, so that each
  /// choice judges every pair once, and up to 30 pairs are left out one by one; below, a choice judges the pairs that it
  /// is not fitted to.
  public var fitShare: Double
  /// Pairs beyond which each choice looks at a random part of them.
  public var maxPairs: Int
  /// How many of the pairs' replicates each choice fits to, drawn at random; the others judge. nil takes half of them.
  public var fitReplicates: Int?
  /// How many of the replicates that only baselines have belong to the fit, drawn at random; nil takes half of them.
  public var fitBaselines: Int?
  /// Who is judged: the predictor and what it has to beat.
  public var contenders: [Contender]
  /// Decides which pairs and replicates are held out.
  public var seed: UInt64

  /// Settings; traps unless something is left to fit to and to judge on.
  public init(
    choices: Int = 4, fitShare: Double = 0.8, maxPairs: Int = 400, fitReplicates: Int? = nil,
    fitBaselines: Int? = nil, contenders: [Contender] = Contender.allCases, seed: UInt64 = 0
  ) {
    precondition(choices >= 1 && fitShare > 0 && fitShare < 1 && maxPairs >= 5, "something to fit to and to judge on")
    self.choices = choices
    self.fitShare = fitShare
    self.maxPairs = maxPairs
    self.fitReplicates = fitReplicates
    self.fitBaselines = fitBaselines
    self.contenders = contenders
    self.seed = seed
  }
}
