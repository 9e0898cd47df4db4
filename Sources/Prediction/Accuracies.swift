/// The three accuracies of a predictor, and what they say in words.
struct Accuracies {
  var fresh: PredictionMetrics.Accuracy?
  var pairs: PredictionMetrics.Accuracy?
  var tasks: PredictionMetrics.Accuracy?

  /// The upper end of an interval below which a correlation counts as next to nothing.
  private static let nothing = 0.3

  var verdict: [String] {
    guard let judged = fresh ?? pairs, let own = judged.score(of: .predictor) else {
      return ["Too few pairs were measured to judge predictions."]
    }
    guard fresh != nil else { return [singleReplicate(own)] }
    var sentences: [String] = []
    if let halves = judged.halves, Self.isNothing(halves) {
      sentences.append(
        "The labels carry next to no signal about pairs: two halves of their replicates correlate only "
          + "\(text(halves)), so no prediction of them can be trusted; what is recommended rests on plans "
          + "that were measured.")
    }
    sentences.append(
      own.undefined.map { unjudged("predicted gains", $0) }
        ?? comparison("Predicted gains", judged, \.correlation, \.lead))
    if let halves = judged.halvesWithin, Self.isNothing(halves) {
      sentences.append(
        "The labels do not support a ranking of partners within a target: within targets their halves correlate "
          + "\(text(halves)).")
    } else {
      sentences.append(
        own.undefinedWithin.map { unjudged("the ranking of partners within a target", $0) }
          ?? comparison("The ranking of partners within a target", judged, \.correlationWithin, \.leadWithin))
    }
    return sentences
  }

  /// Whether a correlation is known to be next to nothing, rather than not known.
  private static func isNothing(_ figure: PredictionMetrics.Figure) -> Bool {
    figure.interval[0] <= 0 && figure.interval[1] < nothing
  }

  private func singleReplicate(_ own: PredictionMetrics.Score) -> String {
    let start = "Pairs were measured in a single replicate, so predictions cannot be judged on fresh ones"
    guard let correlation = own.correlation else {
      return start + (own.undefined.map { ", nor on held-out pairs: \($0.words)." } ?? ".")
    }
    return start + ": r = \(text(correlation)) on held-out pairs includes the luck of the shared baselines."
  }

  private func unjudged(_ what: String, _ reason: UndefinedCorrelation) -> String {
    reason.isForWantOfLabels
      ? "Too few pairs were measured to judge \(what): \(reason.words)."
      : "There is no accuracy of \(what): \(reason.words)."
  }

  /// The trivial predictor with the highest figure above 0; nil where none has one.
  private func rival(
    _ judged: PredictionMetrics.Accuracy, _ side: KeyPath<PredictionMetrics.Score, PredictionMetrics.Figure?>
  ) -> PredictionMetrics.Score? {
    func value(_ score: PredictionMetrics.Score) -> Double { score[keyPath: side]?.value ?? 0 }
    return judged.scores.filter { $0.contender.isTrivial && value($0) > 0 }.max { value($0) < value($1) }
  }

  /// The predictor's figure beside the best trivial one's, by the interval of their difference on the same labels; traps
  /// unless the predictor has one.
  private func comparison(
    _ what: String, _ judged: PredictionMetrics.Accuracy,
    _ side: KeyPath<PredictionMetrics.Score, PredictionMetrics.Figure?>,
    _ lead: KeyPath<PredictionMetrics.Score, PredictionMetrics.Figure?>
  ) -> String {
    guard let own = judged.score(of: .predictor)?[keyPath: side] else { preconditionFailure("a figure to compare") }
    let head = "\(what): r = \(text(own)) with fresh replicates of unmeasured pairs"
    guard own.interval[1] >= Self.nothing else { return head + ", next to nothing: do not rely on it." }
    guard let best = rival(judged, side), let value = best[keyPath: side] else {
      return head
        + (own.interval[0] > 0
          ? "; no trivial predictor goes with them."
          : ", which may be chance: \(judged.pairs) judged pairs are too few to tell.")
    }
    let rival = "the best trivial predictor (\(best.contender.words), \(rounded(value.value)))"
    guard let lead = best[keyPath: lead] else { return head + "; how it compares with \(rival) is not known." }
    if lead.interval[0] > 0 { return head + ", better than \(rival) by \(text(lead))." }
    guard max(own.interval[0], value.interval[0]) > 0 else {
      return head + ", which may be chance: \(judged.pairs) judged pairs are too few to tell."
    }
    let standing = lead.interval[1] < 0 ? "not as good as" : "not shown to be better than"
    return head + ", \(standing) \(rival): the difference is \(text(lead))."
  }

  /// A figure with its interval.
  private func text(_ figure: PredictionMetrics.Figure) -> String {
    "\(rounded(figure.value)) (\(rounded(figure.interval[0])) to \(rounded(figure.interval[1])))"
  }

  private func rounded(_ value: Double) -> String {
    let hundredths = Int((abs(value) * 100).rounded())
    let digits = hundredths % 100
    return (value < 0 && hundredths > 0 ? "-" : "") + "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
  }
}
