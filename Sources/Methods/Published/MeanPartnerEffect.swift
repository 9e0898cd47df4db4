internal import Labels
internal import Prediction

/// Global mean of the measured gains, effect of the target, effect of the partner: no relation at all.
struct MeanPartnerEffect: GroupingMethod {
  func jobs(_ setting: MethodSetting) throws -> [Job] { setting.labels.baselineJobs + setting.labels.setJobs }

  func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    let affinities = try Affinities.ofEffects(
      labels: GainLabels(from: evidence.labels), inputs: evidence.inputs, settings: evidence.predictor)
    return MethodProposal(plan: try evidence.setting.plan(of: affinities))
  }
}
