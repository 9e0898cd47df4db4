internal import Labels
internal import Prediction

/// The feature paper's protocol (Ayman et al., equation 14): ridge on products of static relations with one penalty, fitted to
/// single replicates.
struct FeaturePaperProtocol: GroupingMethod {
  func jobs(_ setting: MethodSetting) throws -> [Job] {
    setting.aloneJobs + setting.labels.sets.map { Job(tasks: $0, replicate: 0) }
  }

  func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    let single = GainLabels(
      from: evidence.labels, estimator: GainEstimator(controlCoefficient: 1), includes: { $0 == 0 })
    guard
      let affinities = Affinities.ofFeaturePaper(
        single: single, inputs: evidence.inputs, settings: evidence.predictor)
    else { throw MethodRefusal("too few pairs were measured for a fit") }
    return MethodProposal(plan: try evidence.setting.plan(of: affinities))
  }
}
