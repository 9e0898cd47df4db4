internal import Labels
internal import Statistics

/// The search for the helpers of a primary task, from the rows of some blocks.
///
/// Partners are ranked by what the primary task gains from each; growing sets of the best 1, 2, 4, 8 ... and all are
/// measured; from the best of them, parts are taken away, the worst first. Of these sets the smallest is chosen that is within
/// one standard error of the best. Then each of the best tasks that are left out is added to it, and stays where that is better
/// by two standard errors: the best of several looks better than it is.
struct HelperProposals {
  /// The most sets that are measured to take parts of a set away, and to add tasks to it.
  static let trialLimit = 8
  /// How often tasks are added.
  private static let additionRounds = 3

  let problem: HelperProblem
  let blocks: BlockSet
  let replicates: Int
  /// Units that were measured with the primary task, best first.
  private(set) var order: [Int]
  /// Sets of units, ascending, in the order in which they were proposed.
  private(set) var sets: [[Int]] = []
  private var phase = Phase.growing

  private enum Phase {
    case growing, grown
    /// Parts of a standing set are still to be taken away; the last trial left one out.
    case pruning(standing: [Int], parts: ArraySlice<[Int]>, trial: [Int]?)
    /// Tasks are added to a standing set; those of `trials` were measured.
    case adding(standing: [Int], trials: [[Int]], round: Int)
    case ended(standing: [Int]?)
  }

  /// - Parameter gains: by unit, what the primary task gains from it; nil where that was not measured.
  init(problem: HelperProblem, blocks: BlockSet, replicates: Int, gains: [Double?]) {
    self.problem = problem
    self.blocks = blocks
    self.replicates = replicates
    order = gains.indices.filter { gains[$0] != nil }.sorted { (gains[$1]!, $0) < (gains[$0]!, $1) }
  }

  /// The helpers of a set of units.
  func candidate(_ set: [Int]) -> HelperSet {
    let helpers = problem.helpers(set)
    let name = "helpers " + helpers.map { String($0 + 1) }.joined(separator: ", ")
    return HelperSet(name: name, origin: .solver, primary: problem.primary, helpers: helpers)
  }

  /// What to measure next, given what was measured so far; none where the search has ended.
  mutating func next(_ table: LossTable) -> [HelperSet] {
    while true {
      let wanted = step(table).filter { set in
        (!set.isEmpty || !problem.linked.isEmpty) && admits(set) && !sets.contains(set)
      }
      sets += wanted
      if !wanted.isEmpty { return wanted.map(candidate) }
      if case .ended = phase { return [] }
    }
  }

  private mutating func step(_ table: LossTable) -> [[Int]] {
    switch phase {
    case .growing:
      phase = .grown
      return growingSets()
    case .grown:
      let best = best(table) ?? []
      phase = .pruning(standing: best, parts: parts(of: best)[...], trial: nil)
      return []
    case .pruning(var standing, var parts, let trial):
      if let trial, isEqualToBest(trial, table) { standing = trial }
      guard let part = parts.popFirst() else {
        let chosen = chosen(table)
        let trials = chosen.map { additions(to: $0) } ?? []
        phase = chosen.map { .adding(standing: $0, trials: trials, round: 1) } ?? .ended(standing: nil)
        return trials
      }
      let rest = standing.filter { !part.contains($0) }
      phase = .pruning(standing: standing, parts: parts, trial: rest)
      return [rest]
    case .adding(let standing, let trials, let round):
      guard let better = improvement(on: standing, among: trials, table), round < Self.additionRounds else {
        phase = .ended(standing: improvement(on: standing, among: trials, table) ?? standing)
        return []
      }
      let next = additions(to: better)
      phase = .adding(standing: better, trials: next, round: round + 1)
      return next
    case .ended: return []
    }
  }

  /// The best 1, 2, 4, 8, ... and all that can be together; and what is linked, by itself.
  private func growingSets() -> [[Int]] {
    let compatible = problem.compatible(order)
    var sizes = problem.linked.isEmpty ? [] : [0]
    var size = 1
    while size < compatible.count {
      sizes.append(size)
      size *= 2
    }
    return (sizes + [compatible.count]).map { compatible.prefix($0).sorted() }
  }

  /// A set in at most `trialLimit` parts, the one with the worst tasks first.
  private func parts(of set: [Int]) -> [[Int]] {
    let worstFirst = order.reversed().filter(set.contains)
    let length = max(1, (worstFirst.count + Self.trialLimit - 1) / Self.trialLimit)
    return stride(from: 0, to: worstFirst.count, by: length).map {
      Array(worstFirst[$0..<min($0 + length, worstFirst.count)])
    }
  }

  /// A set with each of the best units that it leaves out.
  private func additions(to set: [Int]) -> [[Int]] {
    order.filter { !set.contains($0) && problem.joins($0, set) }.prefix(Self.trialLimit).map { (set + [$0]).sorted() }
  }

  /// The best of some sets, where it is better than the standing one by two standard errors.
  private func improvement(on standing: [Int], among trials: [[Int]], _ table: LossTable) -> [Int]? {
    let pool = scored(table)
    guard let own = pool.first(where: { $0.set == standing }),
      let best = pool.filter({ trials.contains($0.set) }).max(by: { $0.score.gain < $1.score.gain }),
      let ahead = best.score.advantage(over: own.score), ahead.mean > 2 * ahead.standardError
    else { return nil }
    return best.set
  }

  private func admits(_ set: [Int]) -> Bool { problem.admits(problem.helpers(set)) }

  // MARK: What was measured

  /// The sets that have an outcome in every replicate, with their scores on these blocks.
  func scored(_ table: LossTable) -> [(set: [Int], score: PlanMeasurement)] {
    sets.compactMap { set in
      let candidate = candidate(set)
      guard candidate.isMeasured(in: table, replicates: replicates, phase: .develop) else { return nil }
      return (
        set, PlanMeasurement(candidate, in: table, phase: .develop, replicates: replicates, blocks: blocks)
      )
    }
  }

  private func best(_ table: LossTable) -> [Int]? { scored(table).max { $0.score.gain < $1.score.gain }?.set }

  /// The set that the search has arrived at: before tasks are added the smallest that is within one standard error of the
  /// best, of several of a size the best.
  func chosen(_ table: LossTable) -> [Int]? {
    switch phase {
    case .ended(let standing): return standing
    case .adding(let standing, _, _): return standing
    case .growing, .grown, .pruning: break
    }
    let pool = scored(table)
    guard let best = pool.max(by: { $0.score.gain < $1.score.gain }) else { return nil }
    return pool.filter { $0.set == best.set || best.score.isNoBetter(than: $0.score) }
      .min { (problem.helpers($0.set).count, -$0.score.gain) < (problem.helpers($1.set).count, -$1.score.gain) }?.set
  }

  private func isEqualToBest(_ set: [Int], _ table: LossTable) -> Bool {
    let pool = scored(table)
    guard let best = pool.max(by: { $0.score.gain < $1.score.gain }), let own = pool.first(where: { $0.set == set })
    else { return false }
    return own.set == best.set || best.score.isNoBetter(than: own.score)
  }
}

extension PlanMeasurement {
  /// Whether its lead over another is within the error of the difference.
  func isNoBetter(than other: PlanMeasurement) -> Bool {
    advantage(over: other).map { $0.mean <= $0.standardError } ?? (gain <= other.gain)
  }
}
