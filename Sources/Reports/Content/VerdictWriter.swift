public import Diagnostics
public import Grouping

/// Turns the numbers of a study into sentences that claim no more than the numbers do.
///
/// A difference counts from two standard errors up; below one it is called no difference.
public struct VerdictWriter: Sendable {
  public var labels: LabelSummary?
  public var plans: [PlanOutcome]
  public var plan: GroupPlan?
  /// The lead on development rows over the best of the other plans, with the standard error of the difference.
  public var lead: (over: String, difference: Estimate)?

  /// Whether anything of this panel was trained to compare plans.
  public var isTested = true

  public init(
    labels: LabelSummary? = nil, plans: [PlanOutcome] = [], plan: GroupPlan? = nil,
    lead: (over: String, difference: Estimate)? = nil
  ) {
    self.labels = labels
    self.plans = plans
    self.plan = plan
    self.lead = lead
  }

  public func verdict() -> Verdict {
    let sentences = [labelSentence, choiceSentence, verifiedSentence, comparisonSentence]
    return Verdict(headline: headline, sentences: sentences.compactMap(\.self))
  }

  // MARK: The recommendation

  private var headline: String {
    isTested ? recommendation : "No pair was measured. Other panels suggest: " + recommendation
  }

  private var recommendation: String {
    guard let plan else { return "No plan was made: no gains were measured or predicted." }
    let tasks = plan.served.count
    guard !plan.groups.isEmpty else { return "Train every task alone." }
    let (alone, helpers) = (plan.servedAlone.count, plan.helpers.count)
    if helpers == 0 {
      if plan.groups.count == 1, alone == 0 { return "Train all \(tasks) tasks together." }
      return "Train \(Self.groups(of: plan))" + (alone > 0 ? ", and \(NumberText.counted(alone, "task")) alone." : ".")
    }
    // Members do not add up to the tasks then: how many a group serves is said instead.
    let serve = "which \(plan.groups.count == 1 ? "serves" : "serve") \(NumberText.count(tasks - alone)) of them"
    return
      "Train \(NumberText.counted(tasks, "task")) with \(NumberText.counted(plan.networkCount, "network")): "
      + "\(Self.groups(of: plan)), \(serve)"
      + (alone > 0 ? ", and \(NumberText.counted(alone, "task")) alone; " : "; ")
      + "\(NumberText.counted(helpers, "task")) also \(helpers == 1 ? "helps" : "help") in a group that does not serve "
      + "\(helpers == 1 ? "it" : "them")."
  }

  /// "3 groups of 2 to 4 tasks".
  private static func groups(of plan: GroupPlan) -> String {
    let sizes = plan.groups.map(\.count)
    let (least, most) = (sizes.min() ?? 0, sizes.max() ?? 0)
    let range = least == most ? "\(least)" : "\(least) to \(most)"
    return plan.groups.count == 1 ? "one group of \(range) tasks" : "\(plan.groups.count) groups of \(range) tasks"
  }

  // MARK: The labels

  private var labelSentence: String? {
    guard let labels else { return nil }
    guard labels.pairsMeasured > 0 else {
      return "No pair was measured; what is said of pairs rests on the prediction alone."
    }
    let measured =
      "\(NumberText.count(labels.pairsMeasured)) of \(NumberText.count(labels.pairsTotal)) pairs were measured with "
      + NumberText.counted(labels.replicates, "replicate")
    guard let reliability = labels.reliability, reliability.isFinite else {
      return measured + "; their reliability is unknown" + (labels.unknown.map { ", as \($0)" } ?? "") + "."
    }
    return
      "\(measured): \(Self.words(reliability: reliability)) (reliability \(NumberText.fixed(reliability, decimals: 2))"
      + "\(withinText))\(moreText(reliability))."
  }

  private var withinText: String {
    guard let within = labels?.reliabilityWithinTarget, within.isFinite else { return "" }
    return ", of the ranking of a target's partners \(NumberText.fixed(within, decimals: 2))"
  }

  private func moreText(_ reliability: Double) -> String {
    guard reliability < 0.8, let needed = labels?.replicatesForReliable else { return "" }
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

  private var choiceSentence: String? {
    guard let lead, lead.difference.value.isFinite else { return nil }
    let difference = NumberText.signedPercent(lead.difference)
    guard let error = lead.difference.standardError, error > 0 else {
      return "On development rows it led \(lead.over) by \(difference); one replicate gives no standard error."
    }
    let ratio = lead.difference.value / error
    if ratio < 1 {
      return "On development rows it was within one standard error of \(lead.over) (\(difference))."
    }
    return "On development rows it led \(lead.over) by \(NumberText.fixed(ratio, decimals: 1)) standard errors "
      + "(\(difference))."
  }

  // MARK: The verification

  private var verifiedSentence: String? {
    guard let chosen = plans.first(where: \.isRecommended) else { return nil }
    guard let loss = chosen.verifiedLoss else { return "The plan has not been verified on untouched rows yet." }
    let others = plans.filter { !$0.isRecommended && $0.verifiedLoss != nil }.map { other in
      "\(NumberText.estimate(other.verifiedLoss ?? Estimate(.nan))) \(other.name)"
    }
    let start = "On rows that nothing had touched its mean loss is \(NumberText.estimate(loss))"
    return others.isEmpty ? start + "." : "\(start), against \(Self.list(others))."
  }

  private var comparisonSentence: String? {
    guard let chosen = plans.first(where: \.isRecommended), !chosen.roles.contains(.allAlone),
      let gain = chosen.verifiedGain, gain.value.isFinite
    else { return nil }
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
