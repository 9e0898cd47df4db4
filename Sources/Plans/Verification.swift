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
      PlanMeasurement(plan.candidate, in: table, phase: .verify, replicates: Array(0..<replicates)) {
        plan.network(serving: $0, replicate: $1)
      }
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
