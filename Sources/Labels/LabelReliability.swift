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
  /// Correlation of two halves, averaged over splits; nil where it is unknown. The halves share neither replicates nor
  /// rows where losses are kept by block, otherwise no replicates.
  public var splitHalf: Double?
  /// The reliability of gains over all replicates and rows: 2 r / (1 + r), 0 where r is not positive.
  public var reliability: Double?
  /// The same of halves that share their rows: how well these gains would repeat on the very same rows.
  public var reliabilityOnRows: Double?
  /// What the reliability would be with any number of replicates; nil where rows are not told apart.
  public var limit: Double?
  /// Both after taking off each target's mean: whether the ranking of partners can be trusted.
  public var splitHalfWithin: Double?
  /// `reliability` of the gains less their target's mean.
  public var reliabilityWithin: Double?
  /// `reliabilityOnRows` of the gains less their target's mean.
  public var reliabilityOnRowsWithin: Double?
  /// Why the figures above are nil; nil where they are not.
  public var unknown: Unknown?
  /// The same for the figures within target.
  public var unknownWithin: Unknown?
  /// The highest correlation with gains of these rows that any prediction can have: the square root of the reliability on
  /// them, as what is predicted is judged by other replicates of the same rows.
  public var ceiling: Double? { reliabilityOnRows.map { max(0, $0).squareRoot() } }
  /// `ceiling` for the ranking of partners within targets; nil where its reliability is unknown.
  public var ceilingWithin: Double? { reliabilityOnRowsWithin.map { max(0, $0).squareRoot() } }
  /// Replicates that a reliability of .8 would need; nil where no number of them would do.
  public var replicatesNeeded: Int?

  /// Gains, each measured in both halves, from which on their correlation is taken: two always correlate perfectly.
  package static let fewestGains = 6

  /// Whether gains of these targets are enough for a ranking within targets; those with a single gain have none.
  package static func canRank(_ targets: [Int]) -> Bool {
    Dictionary(grouping: targets, by: \.self).values.reduce(0) { $0 + ($1.count > 1 ? $1.count : 0) } >= fewestGains
  }

  /// Why a reliability is not known.
  public enum Unknown: String, Codable, Sendable {
    /// Pairs have a single replicate.
    case oneReplicate
    /// There are too few gains in both halves.
    case fewGains
    /// There are too few gains of targets with two measured partners.
    case fewOfTarget
    /// All gains are the same.
    case noSpread

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

  /// Measures it on random halvings of the replicates and of the blocks of rows, as many as `splits`.
  public init(of table: LossTable, estimator: GainEstimator, splits: Int = 20, stream: RandomStream) {
    let all = estimator.gains(from: table)
    gains = all.count
    replicates = all.map(\.replicates).max() ?? 0
    let streams = (0..<splits).map { stream.split("half", $0) }
    let onRows = streams.compactMap { ReplicateHalves(of: table, stream: $0)?.agreement(by: estimator, table, table) }
    let apart = table.hasBlocks ? Self.apart(table, estimator, streams) : onRows
    splitHalf = mean(apart.compactMap(\.overall))
    splitHalfWithin = mean(apart.compactMap(\.within))
    if splitHalf == nil {
      unknown = onRows.isEmpty ? .oneReplicate : onRows.contains { $0.isEnough } ? .noSpread : .fewGains
    }
    if splitHalfWithin == nil {
      unknownWithin = unknown ?? (onRows.contains { $0.isEnoughWithin } ? .noSpread : .fewOfTarget)
    }
    reliability = splitHalf.map(Self.spearmanBrown)
    reliabilityWithin = splitHalfWithin.map(Self.spearmanBrown)
    reliabilityOnRows = mean(onRows.compactMap(\.overall)).map(Self.spearmanBrown)
    reliabilityOnRowsWithin = mean(onRows.compactMap(\.within)).map(Self.spearmanBrown)
    if table.hasBlocks, let reliability, let reliabilityOnRows, reliabilityOnRows > 0 {
      limit = min(1, reliability / reliabilityOnRows)
    }
    replicatesNeeded = Self.replicatesNeeded(
      signal: reliability, withRows: limit == nil ? reliability : reliabilityOnRows, replicates: replicates)
  }

  /// Halves that share neither replicates nor rows: the blocks are halved by the split's own draw.
  private static func apart(
    _ table: LossTable, _ estimator: GainEstimator, _ streams: [RandomStream]
  ) -> [GainAgreement] {
    streams.compactMap { stream in
      var draw = stream.split("blocks")
      let blocks = BlockSet(draw.permutation(BlockSet.blockCount).prefix(BlockSet.blockCount / 2))
      return ReplicateHalves(of: table, stream: stream)?
        .agreement(by: estimator, table.restricted(to: blocks), table.restricted(to: blocks.complement))
    }
  }

  /// Of the variance of gains over all replicates `signal` is systematic, and `withRows` is what does not change from
  /// replicate to replicate; the rest falls with their number.
  private static func replicatesNeeded(signal: Double?, withRows: Double?, replicates: Int) -> Int? {
    guard let signal, let withRows, replicates > 1, signal > 0.8 * withRows else { return nil }
    let needed = (1 - withRows) * Double(replicates) / (signal / 0.8 - withRows)
    return needed < 1e6 ? Int(needed.rounded(.up)) : nil
  }

  private static func spearmanBrown(_ half: Double) -> Double { half > 0 ? 2 * half / (1 + half) : 0 }
}
