internal import Diagnostics
internal import Grouping
internal import Plans

/// What to train, task by task, in one sentence.
struct Recommendation {
  private let candidate: CandidatePlan
  private let networks: CandidatePlan?

  private let linearIsBetter: Bool

  /// - Parameters:
  ///   - networks: the plan for who trains networks all the same, where linear models are recommended.
  ///   - linearLead: how far linear models are ahead of that plan.
  init(_ candidate: CandidatePlan, networks: CandidatePlan? = nil, linearLead: Estimate? = nil) {
    self.candidate = candidate
    self.networks = networks
    linearIsBetter = linearLead.map { $0.value > 2 * ($0.standardError ?? .infinity) } ?? false
  }

  var sentence: String {
    guard candidate.origin == .linearAlone else { return Self.sentence(of: candidate.plan) }
    let linear =
      "Train every task alone with a linear model: ridge or logistic regression does "
      + (linearIsBetter ? "better than" : "as well as") + " any network."
    return networks.map { linear + " Of networks: " + Self.lowercased(Self.sentence(of: $0.plan)) } ?? linear
  }

  private static func lowercased(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

  private static func sentence(of plan: GroupPlan) -> String {
    let tasks = plan.served.count
    guard !plan.groups.isEmpty else { return "Train every task alone." }
    let (alone, helpers) = (plan.servedAlone.count, plan.helpers.count)
    if helpers == 0 {
      if plan.groups.count == 1, alone == 0 { return "Train all \(tasks) tasks together." }
      guard alone > 0 else { return "Train \(groups(of: plan))." }
      return "Train \(groups(of: plan)), and \(NumberText.counted(alone, "task")) alone: "
        + "\(NumberText.counted(plan.networkCount, "network")) in all."
    }
    // Members do not add up to the tasks then: how many a group serves is said instead.
    let serve = "which \(plan.groups.count == 1 ? "serves" : "serve") \(NumberText.count(tasks - alone)) of them"
    return
      "Train \(NumberText.counted(tasks, "task")) with \(NumberText.counted(plan.networkCount, "network")): "
      + "\(groups(of: plan)), \(serve)"
      + (alone > 0 ? ", and \(NumberText.counted(alone, "task")) alone; " : "; ")
      + "\(NumberText.counted(helpers, "task")) also \(helpers == 1 ? "helps" : "help") in a group that does not serve "
      + "\(helpers == 1 ? "it" : "them")."
  }

  /// "3 groups of 2 to 4 tasks".
  private static func groups(of plan: GroupPlan) -> String {
    let sizes = plan.groups.map(\.count)
    let (least, most) = (sizes.min() ?? 0, sizes.max() ?? 0)
    let range = least == most ? "\(least)" : "\(least) to \(most)"
    return plan.groups.count == 1 ? "one group of \(range) tasks" : "\(plan.groups.count) groups of \(range) tasks"
  }
}
