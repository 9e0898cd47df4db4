internal import Diagnostics
public import Grouping

/// The plan that is recommended, and what it was compared with on development rows.
public struct GroupChoice: Codable, Equatable, Sendable {
  public var recommended: CandidatePlan
  /// The solvers' results: objective, bound, gap.
  public var results: [GroupingResult]
  /// Every plan that was measured on development rows, simple ones first.
  public var candidates: [CandidatePlan]
  /// In the order of `candidates`.
  public var scores: [PlanMeasurement]
  public var settings: GroupingSettings
  /// How groups depart from the mean of their pairs; `.none` where the measured groups do not say.
  public var correction: GroupCorrection

  /// The recommended plan with a bound: its solver's, or for a simple plan the lowest that any solver found.
  public var result: GroupingResult {
    if let own = results.first(where: { $0.plan == recommended.plan }) { return own }
    let bound = results.map(\.bound).min() ?? recommended.plan.value
    return GroupingResult(solver: recommended.name, plan: recommended.plan, bound: bound)
  }

  /// The measured plans, best first.
  public var text: String {
    var lines = [
      "recommended: \(recommended.name)" + (scores.isEmpty ? ", by predictions that nothing has tested" : "")
    ]
    for score in scores.sorted(by: { $0.gain > $1.gain }) {
      lines.append(
        "  \(score.name): \(NumberText.signedPercent(score.gainEstimate)) a task over alone on development rows")
    }
    return lines.joined(separator: "\n")
  }
}
