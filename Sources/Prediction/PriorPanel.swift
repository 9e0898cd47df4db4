public import Statistics

/// A panel whose gains were measured: what a prior is fitted to and judged on.
public struct PriorPanel: Sendable {
  /// What `GainPrior.panels` calls it.
  public let name: String
  /// What is known of its pairs.
  public let inputs: PairInputs
  /// The measured ordered pairs, by target, then partner.
  public let pairs: [OrderedPair]
  /// One a pair; finite.
  public let gains: [Double]

  /// A panel of what is known and what was measured; error variances are not used.
  public init(name: String, inputs: PairInputs, labels: GainLabels) {
    self.name = name
    self.inputs = inputs
    pairs = labels.labels.map(\.pair)
    gains = labels.labels.map(\.gain)
  }
}
