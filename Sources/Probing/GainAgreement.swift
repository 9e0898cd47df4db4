public import Labels
public import LinearAlgebra
public import Statistics

/// How well a number of each pair, such as a view's similarity, tells measured gains.
public struct GainAgreement: Codable, Equatable, Sendable {
  /// Directed pairs with a similarity and a gain.
  public var pairs: Int
  /// Pearson's correlation; nil where either does not vary.
  public var pearson: Double?
  /// 95 % interval by resampling unordered pairs.
  public var lower: Double?
  /// The upper end of that interval.
  public var upper: Double?
  /// The same after each target's own mean gain and similarity are taken off.
  public var withinTarget: Double?
  /// 95 % interval of `withinTarget`, by the same resampling.
  public var withinLower: Double?
  /// The upper end of that interval.
  public var withinUpper: Double?
  /// How gains above and below some similarities differ.
  public var thresholds: [TransferThreshold]

  /// How similarities, the same in both directions, go with gains.
  ///
  /// - Parameters:
  ///   - similarities: of pairs of panel tasks.
  ///   - gains: measured, of some directed pairs.
  ///   - random: of the resampling behind the intervals.
  public init(similarities: [PairSimilarity], gains: [Gain], random: RandomStream) {
    var known: [OrderedPair: Double] = [:]
    for similarity in similarities {
      for pair in similarity.pair.ordered { known[pair] = similarity.similarity }
    }
    self.init(directed: known, gains: gains, random: random)
  }

  /// How directed values go with gains.
  ///
  /// - Parameters:
  ///   - values: by target and partner.
  ///   - gains: measured, of some directed pairs.
  ///   - random: of the resampling behind the intervals.
  public init(directed values: [OrderedPair: Double], gains: [Gain], random: RandomStream) {
    let used = gains.filter { values[$0.pair] != nil }
    let x = used.map { values[$0.pair] ?? .nan }
    let y = used.map(\.gain)
    let target = used.map(\.target)
    pairs = used.count
    pearson = pearsonCorrelation(x, y)
    withinTarget = withinGroupCorrelation(x, y, group: target)
    // Both directions of a pair share their networks, and a similarity is the same for both: they are drawn together.
    let blocks = Dictionary(grouping: used.indices) { used[$0].pair.unordered }.sorted { $0.key < $1.key }.map(\.value)
    let overall = bootstrapInterval(count: blocks.count, random: random.split("overall")) { drawn in
      let rows = drawn.flatMap { blocks[$0] }
      return pearsonCorrelation(rows.map { x[$0] }, rows.map { y[$0] })
    }
    let within = bootstrapInterval(count: blocks.count, random: random.split("within")) { drawn in
      let rows = drawn.flatMap { blocks[$0] }
      return withinGroupCorrelation(rows.map { x[$0] }, rows.map { y[$0] }, group: rows.map { target[$0] })
    }
    lower = overall?.lowerBound
    upper = overall?.upperBound
    withinLower = within?.lowerBound
    withinUpper = within?.upperBound
    thresholds = TransferThreshold.table(similarities: x, gains: y)
  }
}
