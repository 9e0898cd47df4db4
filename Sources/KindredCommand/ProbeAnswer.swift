import Kindred
import Probing
import Statistics

/// What `kindred probe` prints.
struct ProbeAnswer: Encodable {
  var summary: ProbeSummary
  var advice: SurgeryAdvice?
  var widths: [WidthScan.Row]?
  var sweep: OverlapSweep?
  var combiners: [CombinerComparison]?

  /// For people.
  func text(file: String) -> String {
    var lines = summary.views.flatMap(Self.lines)
    if let lookahead = summary.lookahead {
      lines.append("lookahead: " + Self.line("lookahead", "measured gain", lookahead))
    }
    if let advice { lines.append(advice.text) }
    for row in widths ?? [] {
      lines.append(
        "width \(row.width), \(row.view.rawValue): cosine \(Self.short(row.cosine)) (untrained "
          + "\(Self.short(row.untrainedCosine)), se \(Self.short(row.cosineSE))), mean |cosine| "
          + "\(Self.short(row.absoluteCosine)), effective rank \(Self.short(row.effectiveRank)), agreement "
          + "\(Self.short(row.agreement))")
    }
    if let sweep { lines += Self.lines(sweep) }
    for row in combiners ?? [] {
      let focal =
        row.focalGain.map { ", focal \(Self.percent($0)) +- \(Self.percent(row.focalGainSE))" } ?? ""
      lines.append(
        "\(row.combiner.rawValue): held-out loss \(Self.short(row.loss)), gain over averaging \(Self.percent(row.gain)) "
          + "+- \(Self.percent(row.gainSE))\(focal)")
    }
    return (lines + [file]).joined(separator: "\n")
  }

  private static func lines(_ view: ProbeSummary.View) -> [String] {
    let labels = view.labels
    var lines = [
      "\(view.view.rawValue): r(similarity, label correlation) \(short(labels.pearson)) "
        + "[\(short(labels.lower)), \(short(labels.upper))], rank \(short(labels.spearman)), \(labels.pairs) pairs"
    ]
    for (name, agreement) in [("measured gain", view.gains), ("metric benefit", view.benefits)] {
      guard let agreement else { continue }
      lines.append("  " + line("similarity", name, agreement))
    }
    if let best = view.annotations.max(by: { $0.adjustedRand < $1.adjustedRand }) {
      lines.append(
        "  clusters against annotations: best ARI \(short(best.adjustedRand)) and NMI \(short(best.mutualInformation)) "
          + "at \(best.clusters) clusters")
    }
    return lines
  }

  private static func line(_ value: String, _ gain: String, _ agreement: GainAgreement) -> String {
    "r(\(value), \(gain)) \(short(agreement.pearson)) [\(short(agreement.lower)), \(short(agreement.upper))], "
      + "within target \(short(agreement.withinTarget)) [\(short(agreement.withinLower)), "
      + "\(short(agreement.withinUpper))], \(agreement.pairs) ordered pairs"
  }

  private static func lines(_ sweep: OverlapSweep) -> [String] {
    var lines: [String] = []
    for level in Set(sweep.draws.map(\.level)).sorted(by: >) {
      let draws = sweep.draws.filter { $0.level == level }
      func centre(_ path: KeyPath<OverlapSweep.Draw, Double?>) -> String {
        short(mean(draws.compactMap { $0[keyPath: path] }))
      }
      lines.append(
        "overlap \(short(level)): r \(centre(\.r)), against all labels \(centre(\.rAllLabels)), same rows shared "
          + "\(centre(\.rSameRows))")
    }
    for (name, fit) in [("r", sweep.fit), ("against all labels", sweep.fitAllLabels), ("same rows", sweep.fitSameRows)]
    {
      guard let fit else { continue }
      lines.append(
        "sigmoid, \(name): inflection \(short(fit.inflection)) [\(short(fit.inflectionLower)), "
          + "\(short(fit.inflectionUpper))], slope \(short(fit.slope)) [\(short(fit.slopeLower)), "
          + "\(short(fit.slopeUpper))], from \(short(fit.base)) by \(short(fit.height)), R2 \(short(fit.rSquared))")
    }
    return lines
  }

  private static func short(_ value: Double?) -> String {
    value.map { "\(($0 * 1000).rounded() / 1000)" } ?? "-"
  }

  private static func percent(_ value: Double?) -> String {
    value.map { "\(($0 * 10_000).rounded() / 100) %" } ?? "-"
  }
}
