internal import Diagnostics
internal import Labels
internal import Plans
internal import Prediction
internal import StudyFiles

/// A figure that stands under the verdict.
struct HeadFact {
  let name: String
  let value: String
  let note: String

  /// Those that are known of what was measured.
  static func all(of evidence: ReportContent.Evidence) -> [HeadFact] {
    [
      verifiedGain(evidence.verification), reliability(evidence.metrics), accuracy(evidence.metrics.prediction),
      pairs(evidence.plan),
    ].compactMap(\.self)
  }

  /// Those of a study of helpers: how the first primary tasks gain on untouched rows.
  static func all(of content: HelperContent) -> [HeadFact] {
    (content.verification?.primaries ?? []).prefix(4).compactMap { primary in
      guard let gain = primary.scores.first(where: { $0.name == primary.recommended })?.gainEstimate,
        gain.value.isFinite
      else { return nil }
      let note = gain.standardError.map { "± " + NumberText.percent($0) + ", untouched rows" } ?? "untouched rows"
      return HeadFact(
        name: "Verified gain of \(content.names[primary.primary])", value: NumberText.signedPercent(gain.value),
        note: note)
    }
  }

  private static func verifiedGain(_ verification: Verification) -> HeadFact? {
    guard let gain = verification.scores.first(where: { $0.name == verification.recommended })?.gainEstimate,
      gain.value.isFinite
    else { return nil }
    let note = gain.standardError.map { "± " + NumberText.percent($0) + ", untouched rows" } ?? "untouched rows"
    return HeadFact(name: "Verified gain over alone", value: NumberText.signedPercent(gain.value), note: note)
  }

  private static func reliability(_ metrics: StudyMetrics) -> HeadFact? {
    guard let reliability = metrics.reliability.reliability, reliability.isFinite else { return nil }
    return HeadFact(
      name: "Reliability of the gains", value: NumberText.fixed(reliability, decimals: 2), note: "1 is free of noise")
  }

  /// The predictor's, on the first way of holding out that says it.
  private static func accuracy(_ metrics: PredictionMetrics) -> HeadFact? {
    for round in metrics.rounds {
      guard let correlation = round.accuracy.score(of: .predictor)?.correlation, correlation.value.isFinite else {
        continue
      }
      return HeadFact(
        name: "Accuracy of the predictor", value: "r = " + NumberText.fixed(correlation.value, decimals: 2),
        note: correlation.interval.map { NumberText.fixed($0, decimals: 2) }.joined(separator: " to ") + ", "
          + round.name)
    }
    return nil
  }

  private static func pairs(_ plan: LabelPlan) -> HeadFact {
    let note = "of \(NumberText.count(plan.pairCount)), " + NumberText.counted(plan.replicates, "replicate")
    return HeadFact(name: "Pairs measured", value: NumberText.count(plan.sets.count), note: note)
  }
}
