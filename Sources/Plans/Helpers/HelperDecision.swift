internal import Labels

/// Which of the measured sets of helpers to recommend.
///
/// A searched set counts with what the search reached on rows that it had not searched on. Of all sets within one standard
/// error of the best the one with the fewest helpers is recommended: a linear model before a network, none before some.
struct HelperDecision {
  let search: PrimarySearch
  private(set) var choice: PrimaryChoice

  private struct Contender {
    var set: HelperSet
    var score: PlanMeasurement
  }

  init(_ search: PrimarySearch, table: LossTable) {
    self.search = search
    let replicates = search.replicates
    let simple = search.simple.filter { $0.isMeasured(in: table, replicates: replicates, phase: .develop) }
    let scores = simple.map { PlanMeasurement($0, in: table, phase: .develop, replicates: replicates) }
    let views = search.views
    let searched = views[0].scored(table).map { (views[0].candidate($0.set), $0.score) }
      .filter { entry in !simple.contains { $0.name == entry.0.name } }
    choice = PrimaryChoice(
      primary: search.primary, recommended: search.simple.first { $0.origin == .allAlone }!, bestNetworks: nil,
      candidates: simple + searched.map(\.0), scores: scores + searched.map(\.1),
      crossFitted: Self.crossFitted(views, table: table), partners: [], additions: [], rest: [])

    var contenders = zip(simple, scores).filter { search.problem.admits($0.0.helpers) }.map {
      Contender(set: $0, score: $1)
    }
    if let own = views[0].chosen(table).map(views[0].candidate), let score = choice.crossFitted ?? choice.score(of: own)
    {
      contenders.append(Contender(set: own, score: score))
    }
    guard let winner = Self.winner(contenders) else { return }
    choice.recommended = winner.set
    if winner.set.learner == .linear {
      choice.bestNetworks = Self.winner(contenders.filter { $0.set.learner == .network })?.set
    }
  }

  private static func winner(_ contenders: [Contender]) -> Contender? {
    guard let best = contenders.max(by: { $0.score.gain < $1.score.gain }) else { return nil }
    return contenders.filter { $0.set == best.set || best.score.isNoBetter(than: $0.score) }
      .min { ($0.set.cost, -$0.score.gain) < ($1.set.cost, -$1.score.gain) }
  }

  /// What the set that was searched on one half of the blocks reached on the other, and the reverse, as one measurement.
  private static func crossFitted(_ views: [HelperProposals], table: LossTable) -> PlanMeasurement? {
    let halves = views.dropFirst()
    let winners = halves.compactMap { half in half.chosen(table).map(half.candidate) }
    guard winners.count == 2, let first = halves.first else { return nil }
    return PlanMeasurement(
      name: "searched, cross-fitted", origin: .solver, tasks: [first.problem.primary], in: table, phase: .develop,
      replicates: Array(0..<first.replicates)
    ) { _, replicate in
      zip(halves.reversed(), winners).compactMap { judge, set in
        set.outcome(replicate: replicate, in: table, phase: .develop).map { (judge.blocks, $0) }
      }
    }
  }

  /// The same with fewer networks: a primary task with helpers is served by the network of another one that it is in, where
  /// its own is not better by more than the error of the difference.
  static func sharingNetworks(_ decisions: [HelperDecision], table: LossTable) -> [HelperDecision] {
    var decisions = decisions
    var (guests, hosts): (Set<Int>, Set<Int>) = ([], [])
    for guest in decisions.indices where !hosts.contains(guest) {
      let own = decisions[guest].choice.recommended
      guard !own.helpers.isEmpty, let ownScore = decisions[guest].score(of: own, table) else { continue }
      for host in decisions.indices where host != guest && !guests.contains(host) {
        let network = decisions[host].choice.recommended
        guard network.helpers.contains(own.primary), network.network != own.network else { continue }
        let shared = HelperSet(
          name: "helpers "
            + network.network.filter { $0 != own.primary }.map { String($0 + 1) }.joined(separator: ", "),
          origin: .solver, primary: own.primary, helpers: network.network.filter { $0 != own.primary })
        guard decisions[guest].search.problem.admits(shared.helpers),
          let score = decisions[guest].score(of: shared, table),
          ownScore.isNoBetter(than: score)
        else { continue }
        decisions[guest].take(shared, score)
        guests.insert(guest)
        hosts.insert(host)
        break
      }
    }
    return decisions
  }

  private func score(of set: HelperSet, _ table: LossTable) -> PlanMeasurement? {
    guard set.isMeasured(in: table, replicates: search.replicates, phase: .develop) else { return nil }
    return PlanMeasurement(set, in: table, phase: .develop, replicates: search.replicates)
  }

  private mutating func take(_ set: HelperSet, _ score: PlanMeasurement) {
    choice.recommended = set
    guard !choice.candidates.contains(where: { $0.name == set.name }) else { return }
    choice.candidates.append(set)
    choice.scores.append(score)
  }
}

extension PrimaryChoice {
  /// A primary task of which nothing was measured.
  static func untested(_ search: PrimarySearch) -> PrimaryChoice {
    PrimaryChoice(
      primary: search.primary, recommended: search.simple.first { $0.origin == .allAlone }!, bestNetworks: nil,
      candidates: search.simple, scores: [], crossFitted: nil, partners: [], additions: [], rest: [])
  }
}
