internal import Grouping
internal import Diagnostics
package import Labels

/// What the plans reach on rows that nothing else has seen.
public struct Verification: Codable, Equatable, Sendable {
  /// The recommended plan's name.
  public var recommended: String
  /// The recommended plan first, then its rivals: all alone, all together, by kind, random groups of the same sizes.
  public var scores: [PlanMeasurement]
  /// The plan whose sizes the random groups have, where it is not the recommended one.
  public var randomModel: String?

  /// Scores plans on what was measured on the verification rows; one of whose networks some gave no outcome is left out, and
  /// with the recommended one all.
  package init(of plans: [VerifiedPlan], choice: GroupChoice, in table: LossTable, replicates: Int) {
    recommended = choice.recommended.name
    randomModel = choice.randomModel?.name == recommended ? nil : choice.randomModel?.name
    let complete = plans.filter { $0.isComplete(in: table, replicates: replicates) }
    let isMeasured = complete.contains { $0.candidate.name == choice.recommended.name }
    scores = (isMeasured ? complete : []).map { plan in
      PlanMeasurement(
        name: plan.candidate.name, origin: plan.candidate.origin, tasks: Array(plan.candidate.plan.served.indices),
        in: table, phase: .verify, replicates: Array(0..<replicates)
      ) { task, replicate in plan.outcome(of: task, replicate: replicate, in: table).map { [(.all, $0)] } ?? [] }
    }
  }

  /// One line a plan.
  public var text: String {
    scores.map { score in
      var mark = score.name == recommended ? " (recommended)" : ""
      if score.origin == .random, let randomModel { mark = " (groups of the sizes of \(randomModel))" }
      return "\(score.name)\(mark): loss \(NumberText.estimate(score.lossEstimate)), "
        + "\(NumberText.signedPercent(score.gainEstimate)) a task over alone"
    }.joined(separator: "\n")
  }
}
