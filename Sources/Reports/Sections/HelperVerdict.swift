internal import Diagnostics
package import Plans

/// Turns the helpers of primary tasks into sentences that claim no more than the numbers do.
///
/// A difference counts from two standard errors up; below one it is called no difference.
package struct HelperVerdict: Sendable {
  package var choice: HelperChoice
  /// nil where nothing was verified.
  package var verification: HelperVerification?
  /// The tasks' names, by task.
  package var names: [String]

  /// How many primary tasks are told of one by one.
  private static let limit = 6

  package init(choice: HelperChoice, verification: HelperVerification? = nil, names: [String]) {
    self.choice = choice
    self.verification = verification
    self.names = names
  }

  package func verdict() -> Verdict {
    guard choice.isMeasured else {
      return Verdict(
        headline: "No network was trained. "
          + choice.primaries.prefix(Self.limit).map(expectation).joined(separator: " "),
        sentences: [Self.prior] + [VerdictWriter.unjudged(ownNames)].compactMap(\.self))
    }
    let told = Array(choice.primaries.enumerated().prefix(Self.limit))
    let headlines = told.map { headline($1, verified($0)) }
    let more = choice.primaries.count - told.count
    let networks = choice.networks.count
    let count = choice.primaries.count
    return Verdict(
      headline: headlines.joined(separator: " ")
        + (more > 0 ? " \(NumberText.counted(more, "more primary task")) below." : "")
        + (count > 1 && networks > 0
          ? " That is \(NumberText.counted(count, "task")) by \(NumberText.counted(networks, "network"))." : ""),
      sentences: told.flatMap { sentences($1, verified($0)) })
  }

  private static let prior =
    "The order of helpers is what other panels with such sizes and overlaps showed, a hint where to look first and no "
    + "measurement. Raise the --budget to measure some."

  /// A user's own plans.
  private var ownNames: [String] {
    Set(choice.primaries.flatMap(\.candidates).filter { $0.origin == .own }.map(\.name)).sorted()
  }

  private func verified(_ place: Int) -> HelperVerification.Primary? { verification?.primaries[place] }

  private func expectation(_ primary: PrimaryChoice) -> String {
    let best = primary.partners.filter { $0.order != nil }.prefix(3).map { names[$0.helper] }
    let name = names[primary.primary]
    return best.isEmpty
      ? "No task can be trained with \(name)."
      : "Other panels lead to expect that \(VerdictWriter.list(best)) \(best.count == 1 ? "helps" : "help") \(name) most."
  }

  // MARK: What to train

  /// The recommendation; where untouched rows prefer a simple set by more than two standard errors, that one.
  private func headline(_ primary: PrimaryChoice, _ verified: HelperVerification.Primary?) -> String {
    guard let rival = verified?.quality?.contradiction,
      let set = primary.candidates.first(where: { $0.name == rival.plan })
    else { return sentence(primary.recommended, networks: primary.bestNetworks) }
    let lead = NumberText.signedPercent(Estimate(rival.lead, standardError: rival.standardError))
    return
      "\(sentence(set, networks: nil)) On untouched rows that was better by \(lead) than what development rows had chosen "
      + "(\(primary.recommended.name))."
  }

  private func sentence(_ set: HelperSet, networks: HelperSet?) -> String {
    let name = names[set.primary]
    if set.origin == .linearAlone {
      let linear = "Train \(name) alone with a linear model: ridge or logistic regression does as well as any network."
      return networks.map { linear + " Of networks: t" + sentence($0, networks: nil).dropFirst() } ?? linear
    }
    guard !set.helpers.isEmpty else { return "Train \(name) alone: no set of helpers is better." }
    let others = names.count - 1
    if set.helpers.count == others, others > 3 { return "Train \(name) with all \(others) other tasks." }
    let helpers = set.helpers.prefix(8).map { names[$0] }
    let more = set.helpers.count - helpers.count
    return "Train \(name) with "
      + VerdictWriter.list(helpers + (more > 0 ? ["\(NumberText.counted(more, "more task"))"] : [])) + "."
  }

  // MARK: Why

  private func sentences(_ primary: PrimaryChoice, _ verified: HelperVerification.Primary?) -> [String] {
    [partnerSentence(primary), choiceSentence(primary), verifiedSentence(primary, verified)].compactMap(\.self)
  }

  private func partnerSentence(_ primary: PrimaryChoice) -> String? {
    let name = names[primary.primary]
    let partners = primary.partners.filter { $0.order != nil }
    guard !partners.isEmpty else {
      return "No other task can be trained with \(name): kinds differ, or constraints rule them out."
    }
    let measured = partners.filter { $0.gain != nil }
    guard let best = measured.first, let gain = best.gain else { return nil }
    let text = NumberText.signedPercent(Estimate(gain, standardError: best.gainError))
    return
      "\(name): \(NumberText.count(measured.count)) of \(NumberText.counted(partners.count, "possible helper")) measured one "
      + "by one; the best single one, \(names[best.helper]), brings \(text)."
  }

  private func choiceSentence(_ primary: PrimaryChoice) -> String? {
    guard let lead = primary.lead, lead.difference.value.isFinite, let error = lead.difference.standardError else {
      return nil
    }
    let start =
      primary.isCrossFitted
      ? "Searched on one half of the development rows and judged on the other, its helpers"
      : "On development rows \(primary.recommended.name)"
    let difference = NumberText.signedPercent(lead.difference)
    guard error > 0 else { return "\(start) led \(lead.over) by \(difference), the same in every replicate." }
    let ratio = lead.difference.value / error
    if ratio < 1 {
      let be = primary.isCrossFitted ? "were" : "was"
      let than = ratio < -1 ? "\(be) behind" : "\(be) within one standard error of"
      return "\(start) \(than) \(lead.over) (\(difference))."
    }
    return "\(start) led \(lead.over) by \(NumberText.fixed(ratio, decimals: 1)) standard errors (\(difference))."
  }

  private func verifiedSentence(_ primary: PrimaryChoice, _ verified: HelperVerification.Primary?) -> String? {
    guard let verified else { return nil }
    guard let own = verified.scores.first(where: { $0.name == verified.recommended }) else {
      return "\(names[primary.primary]) has no outcome on untouched rows."
    }
    let others = verified.scores.filter { $0.name != own.name }.map { other in
      "\(NumberText.estimate(other.lossEstimate)) \(other.name)"
    }
    let start =
      "On rows that nothing had touched \(names[primary.primary]) has the loss \(NumberText.estimate(own.lossEstimate)) "
      + "(\(own.name))"
    return (others.isEmpty ? start : "\(start), against \(VerdictWriter.list(others))") + Self.gain(own) + "."
  }

  /// What that is against training alone.
  private static func gain(_ own: PlanMeasurement) -> String {
    let gain = own.gainEstimate
    guard own.origin != .allAlone, gain.value.isFinite else { return "" }
    let text = "; \(NumberText.signedPercent(gain)) against training alone"
    guard let error = gain.standardError, error > 0 else { return text }
    switch gain.value / error {
    case 2...: return text
    case 1..<2: return text + ", likely a gain, though not a sure one"
    case -1..<1: return text + ", no difference"
    default: return text + ", which does not bear the choice out"
    }
  }
}
