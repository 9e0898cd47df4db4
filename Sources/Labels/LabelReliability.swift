public import LinearAlgebra
internal import Statistics

/// How far the measured gains of a study can be trusted (docs/labels.md).
///
/// Two halves of the replicates give two independent sets of gains, each with a baseline of its own; how they correlate
/// tells how much of a gain is signal. Spearman-Brown carries the figure from half to all replicates.
public struct LabelReliability: Codable, Equatable, Sendable {
  /// Replicates of a pair.
  public var replicates: Int
  /// Pairs in both directions that went in.
  public var gains: Int
  /// Correlation of two halves, averaged over splits; nil where it is unknown.
  public var splitHalf: Double?
  /// The reliability of gains over all replicates: 2 r / (1 + r), 0 where r is not positive.
  public var reliability: Double?
  /// Both after taking off each target's mean: whether the ranking of partners can be trusted.
  public var splitHalfWithin: Double?
  public var reliabilityWithin: Double?
  /// Why the figures above are nil; nil where they are not.
  public var unknown: Unknown?
  /// The same for the figures within target.
  public var unknownWithin: Unknown?
  /// The highest correlation with these gains that any prediction can have: the square root of the reliability.
  public var ceiling: Double? { reliability.map { max(0, $0).squareRoot() } }
  public var ceilingWithin: Double? { reliabilityWithin.map { max(0, $0).squareRoot() } }
  /// Replicates that a reliability of .8 would need; nil where the halves do not agree at all.
  public var replicatesNeeded: Int?

  /// Gains, each measured in both halves, from which on their correlation is taken: two always correlate perfectly.
  package static let fewestGains = 6

  /// Whether gains of these targets are enough for a ranking within targets; those with a single gain have none.
  package static func canRank(_ targets: [Int]) -> Bool {
    Dictionary(grouping: targets, by: \.self).values.reduce(0) { $0 + ($1.count > 1 ? $1.count : 0) } >= fewestGains
  }

  /// Why a reliability is not known.
  public enum Unknown: String, Codable, Sendable {
    case oneReplicate, fewGains, fewOfTarget, noSpread

    /// A clause without a full stop.
    public var words: String {
      switch self {
      case .oneReplicate: "it takes two replicates or more"
      case .fewGains: "it takes \(LabelReliability.fewestGains) gains or more, those of 3 pairs"
      case .fewOfTarget: "it takes \(LabelReliability.fewestGains) gains or more of targets with two measured partners"
      case .noSpread: "the gains do not differ"
      }
    }
  }

  /// Measures it on random halvings of the replicates, as many as `splits`.
  public init(of table: LossTable, estimator: GainEstimator, splits: Int = 20, stream: RandomStream) {
    let all = estimator.gains(from: table)
    gains = all.count
    replicates = all.map(\.replicates).max() ?? 0
    let halves = (0..<splits).compactMap {
      Self.agreement(of: table, estimator: estimator, stream: stream.split("half", $0))
    }
    splitHalf = mean(halves.compactMap(\.overall))
    splitHalfWithin = mean(halves.compactMap(\.within))
    if splitHalf == nil {
      unknown = halves.isEmpty ? .oneReplicate : halves.contains { $0.isEnough } ? .noSpread : .fewGains
    }
    if splitHalfWithin == nil {
      unknownWithin = unknown ?? (halves.contains { $0.isEnoughWithin } ? .noSpread : .fewOfTarget)
    }
    reliability = splitHalf.map(Self.spearmanBrown)
    reliabilityWithin = splitHalfWithin.map(Self.spearmanBrown)
    if let half = splitHalf, half > 0, replicates > 1 {
      let single = half / (Double(replicates / 2) * (1 - half) + half)
      replicatesNeeded = Int((0.8 * (1 - single) / (0.2 * single)).rounded(.up))
    }
  }

  private static func spearmanBrown(_ half: Double) -> Double { half > 0 ? 2 * half / (1 + half) : 0 }

  /// How the gains of two halves go together; nil where there are too few.
  private struct Agreement {
    var isEnough: Bool
    var isEnoughWithin: Bool
    var overall: Double?
    var within: Double?

    init(_ both: [(target: Int, x: Double, y: Double)]) {
      let targets = both.map(\.target)
      isEnough = both.count >= LabelReliability.fewestGains
      isEnoughWithin = LabelReliability.canRank(targets)
      if isEnough { overall = pearsonCorrelation(both.map(\.x), both.map(\.y)) }
      if isEnoughWithin { within = withinGroupCorrelation(both.map(\.x), both.map(\.y), group: targets) }
    }
  }

  /// nil with a single replicate.
  private static func agreement(
    of table: LossTable, estimator: GainEstimator, stream: RandomStream
  ) -> Agreement? {
    var stream = stream
    // Replicates of pairs are halved first, so that each half gets its share; those of the baseline alone follow.
    let paired = Set(table.sets(ofSize: 2).flatMap { table.replicates(of: $0) })
    guard paired.count >= 2 else { return nil }
    let alone = Set((0..<table.taskCount).flatMap { table.replicates(of: [$0]) }).subtracting(paired)
    var first: Set<Int> = []
    for group in [paired.sorted(), alone.sorted()] {
      var shuffled = group
      stream.shuffle(&shuffled)
      first.formUnion(shuffled.prefix(group.count / 2))
    }
    let a = estimator.gains(from: table, includes: first.contains)
    let b = estimator.gains(from: table) { !first.contains($0) }
    var other: [OrderedPair: Double] = [:]
    for gain in b { other[gain.pair] = gain.gain }
    let both = a.compactMap { gain in
      other[gain.pair].map { (target: gain.target, x: gain.gain, y: $0) }
    }
    return Agreement(both)
  }
}
