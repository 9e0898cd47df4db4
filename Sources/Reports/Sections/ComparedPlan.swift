internal import Grouping
internal import Plans

/// A plan with what was predicted of it, and measured on development rows and on untouched ones.
struct ComparedPlan: Sendable {
  let name: String
  let isRecommended: Bool
  /// Groups of two or more.
  let groups: Int
  /// The plan itself; nil for one that was only verified, such as random groups.
  let candidate: CandidatePlan?
  let developed: PlanMeasurement?
  let verified: PlanMeasurement?

  /// Predicted mean gain a task.
  var predictedGain: Double? { candidate.map { $0.plan.value / Double(max(1, $0.plan.served.count)) } }

  /// Those that were verified, in that order, then the other candidates.
  static func all(of choice: GroupChoice, verification: Verification?) -> [ComparedPlan] {
    let verified = verification?.scores ?? []
    let scores = choice.scores + (choice.crossFitted.map { [$0] } ?? [])
    let others = scores.filter { score in !verified.contains { $0.name == score.name } }
    return verified.map { ComparedPlan($0.name, in: choice, verified: $0) }
      + others.map { ComparedPlan($0.name, in: choice, verified: nil) }
  }

  private init(_ name: String, in choice: GroupChoice, verified: PlanMeasurement?) {
    let measured = verified ?? choice.scores.first { $0.name == name }
    let model = measured?.origin == .random ? choice.randomModel : nil
    self.name = model.map { $0.name == choice.recommended.name ? name : "\(name), sizes of \($0.name)" } ?? name
    isRecommended = name == choice.recommended.name
    candidate = choice.candidates.first { $0.name == name }
    groups = (candidate ?? model ?? choice.recommended).plan.groups.count
    developed = choice.crossFitted?.name == name ? choice.crossFitted : choice.scores.first { $0.name == name }
    self.verified = verified
  }
}
