/// All tasks in one network.
struct AllTogether: GroupingMethod {
  func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    MethodProposal(plan: try evidence.setting.plan(of: [Array(evidence.setting.tasks.indices)]))
  }
}
