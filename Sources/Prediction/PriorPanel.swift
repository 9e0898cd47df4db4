public import Statistics

/// A panel whose gains were measured: what a prior is fitted to and judged on.
public struct PriorPanel: Sendable {
  public let name: String
  public let inputs: PairInputs
  public let pairs: [OrderedPair]
  /// One a pair; finite.
  public let gains: [Double]

  public init(name: String, inputs: PairInputs, labels: GainLabels) {
    self.name = name
    self.inputs = inputs
    pairs = labels.labels.map(\.pair)
    gains = labels.labels.map(\.gain)
  }
}
