internal import LinearAlgebra
internal import Statistics

/// Two halves of a table's replicates, those of pairs and those of baselines alone each halved for themselves.
struct ReplicateHalves {
  private let first: Set<Int>

  /// nil where no pair has two replicates.
  init?(of table: LossTable, stream: RandomStream) {
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
    self.first = first
  }

  /// How the gains of one half in one table go together with those of the other half in another.
  func agreement(by estimator: GainEstimator, _ one: LossTable, _ other: LossTable) -> GainAgreement {
    let a = estimator.gains(from: one, includes: first.contains)
    let b = estimator.gains(from: other) { !first.contains($0) }
    var known: [OrderedPair: Double] = [:]
    for gain in b { known[gain.pair] = gain.gain }
    return GainAgreement(
      a.compactMap { gain in known[gain.pair].map { (target: gain.target, x: gain.gain, y: $0) } })
  }
}

/// How two measurements of the same gains go together; nil where there are too few.
struct GainAgreement {
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
