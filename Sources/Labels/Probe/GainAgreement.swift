public import LinearAlgebra
internal import Statistics

/// How well a view's similarity tells measured gains.
public struct GainAgreement: Codable, Equatable, Sendable {
  /// Directed pairs with a similarity and a gain.
  public var pairs: Int
  public var pearson: Double?
  /// 95 % interval by resampling unordered pairs.
  public var lower: Double?
  public var upper: Double?
  /// The same after each target's own mean gain and similarity are taken off.
  public var withinTarget: Double?
  public var withinLower: Double?
  public var withinUpper: Double?
  public var thresholds: [TransferThreshold]

  /// - Parameters:
  ///   - similarities: of pairs of panel tasks.
  ///   - gains: measured, of some directed pairs.
  public init(similarities: [PairSimilarity], gains: [Gain], random: RandomStream) {
    var known: [[Int]: Double] = [:]
    for pair in similarities { if let value = pair.similarity { known[[pair.a, pair.b]] = value } }
    let used = gains.filter { known[[min($0.target, $0.partner), max($0.target, $0.partner)]] != nil }
    let x = used.map { known[[min($0.target, $0.partner), max($0.target, $0.partner)]] ?? .nan }
    let y = used.map(\.gain)
    let target = used.map(\.target)
    pairs = used.count
    pearson = pearsonCorrelation(x, y)
    withinTarget = withinGroupCorrelation(x, y, group: target)
    // Both directions of a pair share one similarity and their networks: they are drawn together.
    let blocks = Dictionary(grouping: used.indices) {
      [min(used[$0].target, used[$0].partner), max(used[$0].target, used[$0].partner)]
    }
    .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
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
