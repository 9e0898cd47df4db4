internal import Statistics

/// Where the differences between single measured gains come from, as variances (Searle, Casella & McCulloch 1992,
/// chapter 5: estimation by products of deviations).
///
///     g_ijk = mean + target_i + partner_j + pair_ij + residual_ijk
///
/// for target i, partner j, replicate k, with the difference to the baseline of the same replicate. Products of deviations
/// in *different* replicates have no noise in common: with the same target their mean is the target's variance, with the
/// same partner the partner's, with the same pair the sum of all three. Estimates may come out below 0 and are then 0.
public struct GainComponents: Codable, Equatable, Sendable {
  /// How much some targets gain more than others, whatever the partner.
  public var target: Double
  /// How much some partners give more than others, whatever the target.
  public var partner: Double
  /// What is particular to a pair.
  public var pair: Double
  /// Luck of the rows that all replicates share, which no number of replicates takes away; nil where losses are not kept
  /// by block, and then part of the three above.
  public var rows: Double?
  /// Noise of a single replicate.
  public var residual: Double

  /// The sum of all parts: the variance of single measured gains. Luck of the rows counts as 0 where it is not known.
  public var total: Double { target + partner + pair + (rows ?? 0) + residual }
  /// Parts of the total: target, partner, pair, rows, replicate; nil where nothing varies.
  public var shares: [Double]? {
    total > 0 ? [target, partner, pair, rows ?? 0, residual].map { $0 / total } : nil
  }

  /// Estimates them from a table; nil unless some pair has two replicates that its tasks' baselines have too, and some
  /// target and some partner two pairs.
  ///
  /// Where losses are kept by block, what is systematic is taken from products of deviations that share neither
  /// replicate nor rows: even replicates on one half of the blocks, odd ones on the other. What the replicates agree on
  /// beyond that, on all rows, is luck of the rows. O(measurements).
  public init?(of table: LossTable) {
    guard let all = Self(cells: Self.cells(of: table, includes: { _ in true }) { $0 }) else { return nil }
    self = all
    guard table.hasBlocks else { return }
    let halves = [0, 1].map { half in
      Self.cells(of: table.restricted(to: BlockSet.halves[half]), includes: { $0 % 2 == half }) { $0 % 2 }
    }
    guard let apart = Self(cells: halves[0] + halves[1]) else { return }
    (target, partner, pair) = (apart.target, apart.partner, apart.pair)
    rows = max(0, all.target + all.partner + all.pair - target - partner - pair)
  }

  /// The gains of single replicates; those of one `group` of replicates are not compared with each other.
  private static func cells(
    of table: LossTable, includes: (Int) -> Bool, group: (Int) -> Int
  ) -> [GainCell] {
    var cells: [GainCell] = []
    for pair in table.pairs().flatMap(\.ordered) {
      guard let baseline = Baseline(of: pair.target, in: table, includes: includes), baseline.loss > 0 else {
        continue
      }
      let set = TaskSet(pair.unordered)
      for replicate in table.replicates(of: set) where includes(replicate) {
        guard let alone = baseline.lossByReplicate[replicate],
          let together = table.outcome(of: pair.target, in: set, replicate: replicate)?.loss
        else { continue }
        let gain = (alone - together) / baseline.loss
        cells.append(GainCell(target: pair.target, partner: pair.partner, replicate: group(replicate), gain: gain))
      }
    }
    return cells
  }

  private init?(cells: [GainCell]) {
    guard !cells.isEmpty else { return nil }
    let mean = cells.reduce(0) { $0 + $1.gain } / Double(cells.count)
    let square = cells.reduce(0) { $0 + ($1.gain - mean) * ($1.gain - mean) } / Double(cells.count)
    func products(_ group: (GainCell) -> Int, _ member: (GainCell) -> Int) -> ProductSums {
      var sums = ProductSums()
      for cells in Dictionary(grouping: cells, by: group).sorted(by: { $0.key < $1.key }).map(\.value) {
        sums.add(cells, mean: mean, member: member)
      }
      return sums
    }
    let byTarget = products(\.target, \.partner)
    let byPartner = products(\.partner, \.target)
    guard let systematic = byTarget.sameMember, let ofTargets = byTarget.otherMember,
      let ofPartners = byPartner.otherMember
    else { return nil }
    target = max(0, ofTargets)
    partner = max(0, ofPartners)
    pair = max(0, systematic - target - partner)
    residual = max(0, square - target - partner - pair)
  }
}

private struct GainCell {
  var target: Int
  var partner: Int
  var replicate: Int
  var gain: Double
}

/// Sums of products of two deviations of one group in different replicates, of the same member and of different ones.
private struct ProductSums {
  private var same = 0.0
  private var sameCount = 0.0
  private var other = 0.0
  private var otherCount = 0.0

  var sameMember: Double? { sameCount > 0 ? same / sameCount : nil }
  var otherMember: Double? { otherCount > 0 ? other / otherCount : nil }

  /// Adds a group. All products are (sum)^2; those of one member, of one replicate, and of a cell with itself come off.
  mutating func add(_ cells: [GainCell], mean: Double, member: (GainCell) -> Int) {
    let all = Part(cells, mean: mean)
    let squares = cells.map { Part([$0], mean: mean) }
    let members = Dictionary(grouping: cells, by: member).sorted { $0.key < $1.key }.map { Part($0.value, mean: mean) }
    let replicates = Dictionary(grouping: cells, by: \.replicate).sorted { $0.key < $1.key }
      .map { Part($0.value, mean: mean) }
    func total(_ parts: [Part], _ value: (Part) -> Double) -> Double { parts.reduce(0) { $0 + value($1) } }
    same += total(members, \.square) - total(squares, \.square)
    sameCount += total(members, \.pairs) - total(squares, \.pairs)
    other += all.square - total(members, \.square) - total(replicates, \.square) + total(squares, \.square)
    otherCount += all.pairs - total(members, \.pairs) - total(replicates, \.pairs) + total(squares, \.pairs)
  }

  /// The square of a sum of deviations, and how many products it holds.
  private struct Part {
    let square: Double
    let pairs: Double

    init(_ cells: [GainCell], mean: Double) {
      let sum = cells.reduce(0) { $0 + $1.gain - mean }
      square = sum * sum
      pairs = Double(cells.count * cells.count)
    }
  }
}
