/// Every task by itself.
struct AllAlone: GroupingMethod {
  func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    MethodProposal(plan: try evidence.setting.plan(of: [[Int]]()))
  }
}
