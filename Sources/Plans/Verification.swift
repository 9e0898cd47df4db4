internal import Grouping
internal import Diagnostics
package import Labels

/// What the plans reach on rows that nothing else has seen.
public struct Verification: Codable, Equatable, Sendable {
  public var recommended: String
  /// The recommended plan first, then its rivals: all alone, all together, by kind, random groups of the same sizes.
  public var scores: [PlanMeasurement]

  /// Scores plans on what was measured on the verification rows.
  package init(of plans: [VerifiedPlan], recommended: String, in table: LossTable, replicates: Int) {
    self.recommended = recommended
    scores = plans.map { plan in
      PlanMeasurement(
        name: plan.candidate.name, origin: plan.candidate.origin, taskCount: plan.candidate.plan.served.count,
        in: table,
        phase: .verify, replicates: Array(0..<replicates)
      ) { task, replicate in plan.outcome(of: task, replicate: replicate, in: table).map { [(.all, $0)] } ?? [] }
    }
  }

  /// One line a plan.
  public var text: String {
    scores.map { score in
      let mark = score.name == recommended ? " (recommended)" : ""
      return "\(score.name)\(mark): loss \(NumberText.estimate(score.lossEstimate)), "
        + "\(NumberText.signedPercent(score.gainEstimate)) a task over alone"
    }.joined(separator: "\n")
  }
}
