internal import Grouping
internal import Plans
internal import Labels

/// What Kindred chose of networks, at the cost of its labels and of the plans that it weighed.
struct KindredPlan: GroupingMethod {
  func jobs(_ setting: MethodSetting) throws -> [Job] {
    let replicates = Array(0..<(setting.choice.replicates ?? 1))
    let plans = setting.choice.scores.isEmpty ? [] : setting.choice.candidates
    return setting.labels.jobs + plans.flatMap { $0.jobs(replicates: replicates, phase: .develop) }
  }

  func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    MethodProposal(plan: evidence.setting.choice.network.plan)
  }
}
