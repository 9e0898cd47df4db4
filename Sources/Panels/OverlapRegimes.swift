internal import Statistics

/// How much the pairs of a panel's tasks overlap: below 30 % gradients and label correlations say little, above 40 % they
/// can be trusted (docs/probe.md).
public struct OverlapRegimes: Codable, Equatable, Sendable {
  /// Shares of all pairs; they add up to 1 unless there is no pair.
  public struct Shares: Codable, Equatable, Sendable {
    /// Below 30 %.
    public var below30: Double
    /// From 30 % to 40 %, both included.
    public var from30to40: Double
    /// Above 40 %.
    public var above40: Double
  }

  /// Least, quartiles and greatest.
  public struct Spread: Codable, Equatable, Sendable {
    /// The least; 0, as all five, without a pair.
    public var minimum: Double
    /// The 25 % quantile, interpolated.
    public var lowerQuartile: Double
    /// The 50 % quantile, interpolated.
    public var median: Double
    /// The 75 % quantile, interpolated.
    public var upperQuartile: Double
    /// The greatest.
    public var maximum: Double
  }

  /// Unordered pairs of tasks.
  public var pairs: Int
  /// |A n B| / |A u B|.
  public var jaccard: Shares
  /// The spread of |A n B| / |A u B|.
  public var jaccardSpread: Spread
  /// |A n B| / |smaller of A and B|: high where a small task is nested in a large one.
  public var containmentOfSmaller: Shares
  /// The spread of |A n B| / |smaller of A and B|.
  public var containmentOfSmallerSpread: Spread
  /// |A n B| / |larger of A and B|: high only where both cover each other.
  public var containmentOfLarger: Shares
  /// The spread of |A n B| / |larger of A and B|.
  public var containmentOfLargerSpread: Spread
  /// |A n B|, a count.
  public var sharedRows: Spread

  package init(of overlap: TaskOverlap) {
    var jaccard: [Double] = []
    var smaller: [Double] = []
    var larger: [Double] = []
    var shared: [Double] = []
    for a in overlap.sizes.indices {
      for b in 0..<a {
        let containments = (overlap.containment(a, in: b), overlap.containment(b, in: a))
        jaccard.append(overlap.jaccard(a, b))
        smaller.append(max(containments.0, containments.1))
        larger.append(min(containments.0, containments.1))
        shared.append(Double(overlap.shared(a, b)))
      }
    }
    pairs = shared.count
    self.jaccard = Shares(of: jaccard)
    jaccardSpread = Spread(of: jaccard)
    containmentOfSmaller = Shares(of: smaller)
    containmentOfSmallerSpread = Spread(of: smaller)
    containmentOfLarger = Shares(of: larger)
    containmentOfLargerSpread = Spread(of: larger)
    sharedRows = Spread(of: shared)
  }
}

extension OverlapRegimes.Shares {
  init(of values: [Double]) {
    let count = Double(max(1, values.count))
    below30 = Double(values.count { $0 < 0.3 }) / count
    above40 = Double(values.count { $0 > 0.4 }) / count
    from30to40 = Double(values.count { $0 >= 0.3 && $0 <= 0.4 }) / count
  }
}

extension OverlapRegimes.Spread {
  init(of values: [Double]) {
    let sorted = values.sorted()
    func quantile(_ probability: Double) -> Double { Statistics.quantile(ascending: sorted, probability) ?? 0 }
    minimum = quantile(0)
    lowerQuartile = quantile(0.25)
    median = quantile(0.5)
    upperQuartile = quantile(0.75)
    maximum = quantile(1)
  }
}
