internal import Diagnostics
internal import Probing

extension ProbeSection {
  /// What the probe says, in sentences.
  package var paragraphs: [String] {
    var text = [
      "The cosine between the gradients of two tasks with respect to the shared trunk, in a joint training, averaged over "
        + "the last 20 % of it. Where two tasks share no rows it also compares where their rows lie: see the weight in "
        + "probe/similarity.csv."
    ]
    if let summary { text += Self.agreement(summary) }
    if let sweep { text += Self.transition(sweep) }
    if let advice { text.append(advice.text) }
    return text
  }

  /// What the view that agrees best with measured gains says of them.
  private static func agreement(_ summary: ProbeSummary) -> [String] {
    let known = summary.views.compactMap { view -> (name: String, gains: GainAgreement, within: Double)? in
      guard let gains = view.gains, let within = gains.withinTarget, within.isFinite else { return nil }
      return (view.view.rawValue, gains, within)
    }
    guard let best = known.max(by: { $0.within < $1.within }), let lower = best.gains.withinLower,
      let upper = best.gains.withinUpper
    else { return [] }
    let figures =
      "The best of its views (\(best.name)) correlates with the measured gains of one target's partners at r = "
      + "\(NumberText.fixed(best.within, decimals: 2)) (\(NumberText.fixed(lower, decimals: 2)) to "
      + "\(NumberText.fixed(upper, decimals: 2)), \(best.gains.pairs) ordered pairs): "
    let meaning =
      lower > 0.3
      ? "it tells which partners help."
      : lower > 0 ? "it tells a little about which partners help." : "it does not tell which partners help."
    return [figures + meaning]
  }

  private static func transition(_ sweep: OverlapSweep) -> [String] {
    guard let fit = sweep.fit, let low = fit.inflectionLower, let high = fit.inflectionUpper else { return [] }
    func text(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) }
    // From 12 % to 88 % of the height a sigmoid takes 4 / slope.
    return [
      "As overlap is taken away, a sigmoid through the agreement with the labels has its inflection at an overlap of "
        + "\(text(fit.inflection)) (\(text(low)) to \(text(high))) and takes \(text(4 / fit.slope)) of overlap to rise "
        + "from 12 % to 88 % of its height (R2 \(text(fit.rSquared)))."
    ]
  }
}
