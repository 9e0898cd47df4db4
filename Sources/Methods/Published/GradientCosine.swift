/// Cosines of the tasks' minibatch gradients of the shared trunk, averaged over a joint training: the baseline that Fifty et al.
/// (2021) compare with.
struct GradientCosine: GroupingMethod {
  var usesGradients: Bool { true }

  func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    guard let values = evidence.gradients?.cosines else { throw MethodRefusal("no gradients were probed") }
    return MethodProposal(plan: try evidence.setting.plan(of: values), affinities: values)
  }
}
