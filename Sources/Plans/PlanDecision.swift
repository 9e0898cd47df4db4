internal import Grouping
internal import Labels

/// Which of the measured plans to recommend.
///
/// A searched plan has to beat the best simple one by more than the error of their difference, and by what the search
/// reached on rows that it had not searched on: the plan of either half of the blocks is judged on the other half. Among
/// plans that are within one error of the best the one with the fewest networks is recommended.
struct PlanDecision {
  private let simple: [CandidatePlan]
  private let searched: [CandidatePlan]
  private let simpleScores: [PlanMeasurement]
  private let searchedScores: [PlanMeasurement]
  private let view: PlanProposals
  private let settings: GroupingSettings
  /// The plans whose every network gave every task an outcome: one that lost some cannot be compared.
  private let complete: Set<String>
  /// What searching on one half of the rows reached on the other; nil where losses are not kept by block.
  private let procedure: PlanMeasurement?

  init(
    simple: [CandidatePlan], views: [PlanProposals], table: LossTable, replicates: [Int], settings: GroupingSettings
  ) {
    self.simple = simple
    self.settings = settings
    view = views[0]
    searched = views[0].candidates.filter { !simple.contains(where: $0.trainsTheSame) }
    func scores(_ plans: [CandidatePlan]) -> [PlanMeasurement] {
      plans.map { PlanMeasurement($0, in: table, phase: .develop, replicates: replicates) }
    }
    simpleScores = scores(simple)
    searchedScores = scores(searched)
    complete = Set(
      (simple + searched).filter { plan in
        plan.jobs(replicates: replicates, phase: .develop).allSatisfy { table.isComplete($0) }
      }.map(\.name))
    let procedure = Self.crossFitted(Array(views.dropFirst()), table: table, replicates: replicates)
    self.procedure = procedure?.withoutBlocks == nil ? nil : procedure
  }

  var choice: GroupChoice {
    let recommended = winner { _ in true }
    return GroupChoice(
      recommended: recommended,
      bestNetworks: recommended.learner == .linear ? winner { $0.learner == .network } : nil,
      results: view.results, candidates: simple + searched, scores: simpleScores + searchedScores,
      crossFitted: procedure, settings: settings, correction: view.correction)
  }

  /// The plan to recommend among those that are asked for; all alone, by the study's learner, is always one.
  private func winner(_ isWanted: (CandidatePlan) -> Bool) -> CandidatePlan {
    let rivals = zip(simple, simpleScores).filter {
      isWanted($0.0) && complete.contains($0.0.name) && view.problem.admits($0.0.plan)
    }
    let compared = searched.indices.filter { complete.contains(searched[$0].name) }
    let own = Self.best(of: compared.map { searched[$0] }, compared.map { searchedScores[$0] })
    guard let leader = rivals.max(by: { $0.1.gain < $1.1.gain }) else { return own ?? simple[0] }
    if let own, let score = procedure ?? searchedScores.first(where: { $0.name == own.name }),
      let ahead = score.advantage(over: leader.1), ahead.mean > ahead.standardError
    {
      return own
    }
    let equals = rivals.filter { rival in
      leader.1.advantage(over: rival.1).map { $0.mean <= $0.standardError } ?? (rival.0.name == leader.0.name)
    }
    return equals.min { $0.0.networkCount < $1.0.networkCount }?.0 ?? leader.0
  }

  /// The searched plan with the fewest networks that none with more beats by more than the error of their difference.
  private static func best(of plans: [CandidatePlan], _ scores: [PlanMeasurement]) -> CandidatePlan? {
    let order = plans.indices.sorted { (plans[$0].networkCount, $0) < (plans[$1].networkCount, $1) }
    let name = PlanMeasurement.recommended(among: order.map { scores[$0] })?.name
    return plans.first { $0.name == name }
  }

  /// What the plan that was searched on one half of the blocks reached on the other, and the reverse, as one plan.
  private static func crossFitted(
    _ halves: [PlanProposals], table: LossTable, replicates: [Int]
  ) -> PlanMeasurement? {
    let winners = halves.compactMap { half -> CandidatePlan? in
      let part = table.restricted(to: half.blocks)
      let scores = half.candidates.map {
        PlanMeasurement($0, in: part, phase: .develop, replicates: replicates)
      }
      return best(of: half.candidates, scores)
    }
    guard winners.count == 2, halves.count == 2 else { return nil }
    return PlanMeasurement(
      name: "searched, cross-fitted", origin: .solver, tasks: Array(0..<table.taskCount), in: table, phase: .develop,
      replicates: replicates
    ) { task, replicate in
      zip(halves.reversed(), winners).compactMap { judge, plan in
        plan.outcome(of: task, replicate: replicate, in: table, phase: .develop).map { (judge.blocks, $0) }
      }
    }
  }
}

extension PlanMeasurement {
  /// Going from the simplest to the cleverest, one replaces another only where it is better by more than the standard error
  /// of their difference.
  package static func recommended(among scores: [PlanMeasurement]) -> PlanMeasurement? {
    var best = scores.first
    for score in scores.dropFirst() {
      guard let current = best, let advantage = score.advantage(over: current) else { continue }
      if advantage.mean > advantage.standardError { best = score }
    }
    return best
  }
}
