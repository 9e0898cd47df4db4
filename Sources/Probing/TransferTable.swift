internal import Statistics

/// What a threshold on the similarity would keep and avoid, judged by measured gains.
public struct TransferThreshold: Codable, Equatable, Sendable {
  /// Pairs of at least this similarity are trained together.
  public var threshold: Double
  /// Directed pairs that the threshold keeps.
  public var kept: Int
  /// Share of the pairs with a gain below 0 that it leaves out; nil where there are none.
  public var negativeAvoided: Double?
  /// Share of the pairs with a gain above 0 that it keeps; nil where there are none.
  public var beneficialKept: Double?
  /// Harmonic mean of the share of beneficial pairs kept and the share of kept pairs that are beneficial.
  public var f1: Double?

  /// What keeping the pairs from a threshold up would bring.
  ///
  /// - Parameters:
  ///   - threshold: the least similarity that is kept.
  ///   - similarities: of each directed pair; NaN is never kept.
  ///   - gains: measured, of the same pairs.
  public init(threshold: Double, similarities: [Double], gains: [Double]) {
    self.threshold = threshold
    let isKept = similarities.map { $0 >= threshold }
    kept = isKept.count { $0 }
    let negative = gains.indices.filter { gains[$0] < 0 }
    let beneficial = gains.indices.filter { gains[$0] > 0 }
    let rightlyKept = beneficial.count { isKept[$0] }
    negativeAvoided = Self.share(negative.count { !isKept[$0] }, of: negative.count)
    beneficialKept = Self.share(rightlyKept, of: beneficial.count)
    f1 = Self.share(2 * rightlyKept, of: kept + beneficial.count)
  }

  private static func share(_ part: Int, of whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }

  /// Thresholds at the deciles of the similarities and at the 0.05, 0.10 and 0.15 of the literature, ascending.
  public static func table(similarities: [Double], gains: [Double]) -> [TransferThreshold] {
    let known = similarities.indices.filter { similarities[$0].isFinite && gains[$0].isFinite }
    let x = known.map { similarities[$0] }
    let y = known.map { gains[$0] }
    let ascending = x.sorted()
    let deciles = (1..<10).compactMap { quantile(ascending: ascending, Double($0) / 10) }
    return Set(deciles + [0.05, 0.10, 0.15]).sorted().map {
      TransferThreshold(threshold: $0, similarities: x, gains: y)
    }
  }
}
