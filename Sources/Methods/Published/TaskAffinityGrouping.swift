/// TAG (Fifty et al. 2021): what a target's loss loses by a step along a partner's gradient of the shared trunk, heads unchanged.
///
/// Its score of a group for a member is the mean over the partners, which is how every plan is valued here.
struct TaskAffinityGrouping: GroupingMethod {
  var usesGradients: Bool { true }

  func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    guard let values = evidence.gradients?.lookahead else { throw MethodRefusal("no gradients were probed") }
    return MethodProposal(plan: try evidence.setting.plan(of: values), affinities: values)
  }
}
