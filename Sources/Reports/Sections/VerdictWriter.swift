internal import Diagnostics
internal import Grouping
internal import Labels
package import Plans
internal import Prediction
internal import StudyFiles

/// Turns the results of a study into sentences that claim no more than the numbers do.
///
/// A difference counts from two standard errors up; below one it is called no difference.
package struct VerdictWriter: Sendable {
  package var choice: GroupChoice
  /// nil where nothing of this panel was trained to compare plans.
  package var evidence: ReportContent.Evidence?

  package init(choice: GroupChoice, evidence: ReportContent.Evidence? = nil) {
    self.choice = choice
    self.evidence = evidence
  }

  package func verdict() -> Verdict {
    let reasons = [choiceSentence, verifiedSentence, comparisonSentence].compactMap(\.self)
    guard let evidence else {
      return Verdict(
        headline: "No pair was measured, so no groups are recommended.",
        sentences: [suggestion]
          + [Self.unjudged(choice.candidates.filter { $0.origin == .own }.map(\.name))].compactMap(\.self)
          + reasons)
    }
    return Verdict(
      headline: headline(evidence), sentences: [labelSentence(evidence)] + evidence.metrics.prediction.verdict + reasons
    )
  }

  /// The recommendation; where untouched rows prefer a simple plan by more than two standard errors, that plan.
  private func headline(_ evidence: ReportContent.Evidence) -> String {
    guard let rival = evidence.quality(of: choice)?.contradiction,
      let plan = choice.candidates.first(where: { $0.name == rival.plan })
    else {
      return Recommendation(choice.recommended, networks: choice.bestNetworks, linearLead: choice.linearLead).sentence
    }
    let lead = NumberText.signedPercent(Estimate(rival.lead, standardError: rival.standardError))
    return
      "\(Recommendation(plan).sentence) On untouched rows that was better by \(lead) than the plan that development "
      + "rows had chosen (\(choice.recommended.name))."
  }

  private var suggestion: String {
    let words =
      "The gains in the files are what other panels with such sizes, overlaps and skills showed: a hint where to look first "
      + "and no measurement."
    guard let suggested = choice.suggested, !suggested.plan.groups.isEmpty else { return words }
    return words + " By them alone one would try: " + Recommendation(suggested).sentence
  }

  /// That plans of the user's own cannot be compared with anything; nil without any.
  static func unjudged(_ own: [String]) -> String? {
    guard !own.isEmpty else { return nil }
    return
      "Your own \(own.count == 1 ? "plan" : "plans") \(list(own)) cannot be judged, as nothing was trained: raise the "
      + "--budget to compare \(own.count == 1 ? "it" : "them")."
  }

  // MARK: The labels

  private func labelSentence(_ evidence: ReportContent.Evidence) -> String {
    let (plan, reliability) = (evidence.plan, evidence.metrics.reliability)
    guard !plan.sets.isEmpty else {
      return "No pair was measured; what is said of pairs rests on the prediction alone."
    }
    let measured =
      "\(NumberText.count(plan.sets.count)) of \(NumberText.count(plan.pairCount)) pairs were measured with "
      + NumberText.counted(plan.replicates, "replicate")
    guard let value = reliability.reliability, value.isFinite else {
      return measured + "; their reliability is unknown" + (reliability.unknown.map { ", as \($0.words)" } ?? "") + "."
    }
    let figure = NumberText.fixed(value, decimals: 2)
    return
      "\(measured): \(Self.words(reliability: value)) (reliability \(figure)\(Self.within(reliability)))"
      + "\(Self.needed(reliability, value))."
  }

  private static func within(_ reliability: LabelReliability) -> String {
    guard let within = reliability.reliabilityWithin, within.isFinite else { return "" }
    return ", of the ranking of a target's partners \(NumberText.fixed(within, decimals: 2))"
  }

  private static func needed(_ reliability: LabelReliability, _ value: Double) -> String {
    guard value < 0.8 else { return "" }
    guard let needed = reliability.replicatesNeeded else {
      guard let limit = reliability.limit, limit < 0.8 else { return "" }
      return
        "; no number of replicates would make it more than \(NumberText.fixed(limit, decimals: 2)), more rows would"
    }
    return "; about \(NumberText.count(needed)) replicates would make it 0.80"
  }

  static func words(reliability: Double) -> String {
    switch reliability {
    case 0.8...: "the gains are reliable"
    case 0.5..<0.8: "the gains are usable, though noisy"
    case 0.2..<0.5: "the gains are mostly noise"
    default: "the gains carry next to no signal about which pairs belong together"
    }
  }

  // MARK: The choice

  /// How far the recommended plan is ahead of the best simple plan on development rows; nil where no error is known.
  private var choiceSentence: String? {
    guard let lead = choice.lead, lead.difference.value.isFinite, let error = lead.difference.standardError else {
      return nil
    }
    let start =
      choice.isCrossFitted
      ? "Searched on one half of the development rows and judged on the other, it" : "On development rows it"
    let difference = NumberText.signedPercent(lead.difference)
    guard error > 0 else { return "\(start) led \(lead.over) by \(difference), the same in every replicate and task." }
    let ratio = lead.difference.value / error
    if ratio < -1 { return "\(start) was behind \(lead.over) (\(difference)), which the constraints rule out." }
    if ratio < 1 { return "\(start) was within one standard error of \(lead.over) (\(difference))." }
    return "\(start) led \(lead.over) by \(NumberText.fixed(ratio, decimals: 1)) standard errors (\(difference))."
  }

  // MARK: The verification

  private var verified: [PlanMeasurement] { evidence?.verification.scores ?? [] }
  /// The recommended plan on untouched rows.
  private var chosen: PlanMeasurement? { verified.first { $0.name == choice.recommended.name } }

  private var verifiedSentence: String? {
    guard evidence != nil else { return nil }
    guard let chosen else { return "The plan has not been verified on untouched rows yet." }
    let others = verified.filter { $0.name != chosen.name }.map { other in
      "\(NumberText.estimate(other.lossEstimate)) \(other.name)"
    }
    let start = "On rows that nothing had touched its mean loss is \(NumberText.estimate(chosen.lossEstimate))"
    return others.isEmpty ? start + "." : "\(start), against \(Self.list(others))."
  }

  private var comparisonSentence: String? {
    guard let chosen, chosen.origin != .allAlone, chosen.gain.isFinite else { return nil }
    let gain = chosen.gainEstimate
    let text = NumberText.signedPercent(gain)
    guard let error = gain.standardError, error > 0 else {
      return "That is \(text) a task against training alone; one replicate gives no standard error."
    }
    switch gain.value / error {
    case 2...: return "That is a gain of \(text) a task over training alone."
    case 1..<2: return "That is \(text) a task against training alone: likely a gain, though not a sure one."
    case -1..<1: return "That is \(text) a task against training alone: no difference."
    default: return "That is \(text) a task against training alone: the verification does not bear the plan out."
    }
  }

  /// "a", "a and b", "a, b and c".
  static func list(_ items: [String]) -> String {
    guard items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + items[items.count - 1]
  }
}
