package import Diagnostics
public import Grouping

/// The plan that is recommended, and what it was compared with on development rows.
public struct GroupChoice: Codable, Equatable, Sendable {
  /// The plan to train: one of `candidates`.
  public var recommended: CandidatePlan
  /// The plan for who trains networks all the same, where linear models alone are recommended.
  public var bestNetworks: CandidatePlan?
  /// What a solver makes of affinities that no pair of the panel was trained for; nil where pairs were.
  public var suggested: CandidatePlan?
  /// The solvers' results: objective, bound, gap.
  public var results: [GroupingResult]
  /// Every plan that was measured on development rows, simple ones first.
  public var candidates: [CandidatePlan]
  /// In the order of `candidates`.
  public var scores: [PlanMeasurement]
  /// What plans that were searched on one half of the rows reached on the other half, as one plan: the honest estimate of a
  /// searched plan. nil where losses are not kept by block.
  public var crossFitted: PlanMeasurement?
  /// The constraints that every searched plan keeps.
  public var settings: GroupingSettings
  /// How groups depart from the mean of their pairs; `.none` where the measured groups do not say.
  public var correction: GroupCorrection
  /// Replicates of each measured plan, here and on untouched rows; nil for as many as the settings say.
  public var replicates: Int?

  /// What the recommended plan reaches by rows that it was not searched on, where they tell; nil where nothing was measured.
  public var estimate: PlanMeasurement? {
    isCrossFitted ? crossFitted : score(of: recommended)
  }

  /// Whether that estimate comes from rows that the plan was not searched on.
  package var isCrossFitted: Bool { !recommended.isSimple && crossFitted != nil }

  /// How far that estimate is ahead of the best simple plan; nil where nothing was measured.
  package var lead: (over: String, difference: Estimate)? {
    guard let estimate else { return nil }
    let rivals = candidates.filter { $0.isSimple && $0.name != recommended.name }.compactMap(score)
    guard let rival = rivals.max(by: { $0.gain < $1.gain }), let ahead = estimate.advantage(over: rival) else {
      return nil
    }
    return (rival.name, Estimate(ahead.mean, standardError: ahead.standardError))
  }

  private func score(of plan: CandidatePlan) -> PlanMeasurement? { scores.first { $0.name == plan.name } }

  /// The plan to train networks by: the recommended one, or where that has linear models alone, the best of networks.
  public var network: CandidatePlan { bestNetworks ?? recommended }

  /// How far linear models are ahead of that plan on development rows; nil where they are not recommended, or nothing was measured.
  package var linearLead: Estimate? {
    guard let bestNetworks, let ahead = estimate.flatMap({ own in score(of: bestNetworks).flatMap(own.advantage) })
    else {
      return nil
    }
    return Estimate(ahead.mean, standardError: ahead.standardError)
  }

  /// The recommended plan with a bound.
  public var result: GroupingResult { result(of: recommended) }

  /// A plan with a bound: its solver's, or for a simple plan the lowest that any solver found.
  package func result(of candidate: CandidatePlan) -> GroupingResult {
    if let own = results.first(where: { $0.plan == candidate.plan }) { return own }
    let bound = results.map(\.bound).min() ?? candidate.plan.value
    return GroupingResult(solver: candidate.name, plan: candidate.plan, bound: bound)
  }

  /// Whether its plans are plans of `taskCount` tasks: what a file says may be anything.
  package func isConsistent(taskCount: Int) -> Bool {
    (candidates + [recommended, bestNetworks ?? recommended, suggested ?? recommended]).map(\.plan).allSatisfy {
      $0.isConsistent(taskCount: taskCount)
    }
      && results.allSatisfy { $0.plan.isConsistent(taskCount: taskCount) }
      && (scores.isEmpty || scores.count == candidates.count)
  }

  /// The plan whose sizes random groups take, to be a rival: the recommended one or, where that has no groups of a solver's
  /// making, the first that has; nil where none has.
  package var randomModel: CandidatePlan? {
    network.plan.groups.isEmpty || network.isSimple
      ? candidates.first { !$0.isSimple && !$0.plan.groups.isEmpty } : network
  }

  /// The measured plans, best first.
  public var text: String {
    var lines = [
      scores.isEmpty
        ? "no pair was measured, so nothing is recommended" + (suggested.map { "; suggested: \($0.name)" } ?? "")
        : "recommended: \(recommended.name)"
    ]
    let all = scores + (crossFitted.map { [$0] } ?? [])
    for score in all.sorted(by: { $0.gain > $1.gain }) {
      let gain = NumberText.signedPercent(score.gainEstimate)
      lines.append("  \(score.name): \(gain) a task over alone on development rows")
    }
    return lines.joined(separator: "\n")
  }
}
