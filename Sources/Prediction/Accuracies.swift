/// The three accuracies of a predictor, and what they say in words.
struct Accuracies {
  var fresh: PredictionMetrics.Accuracy?
  var pairs: PredictionMetrics.Accuracy?
  var tasks: PredictionMetrics.Accuracy?

  /// Whether labels with this ceiling carry next to no signal: a reliability below .1, or one that chance reaches.
  private static func isNoise(_ ceiling: Double, repeats: Int) -> Bool {
    ceiling * ceiling < max(0.1, 2 / Double(max(repeats, 1)).squareRoot())
  }

  var verdict: [String] {
    guard let judged = fresh ?? pairs, let own = judged.score(of: .predictor) else {
      return ["Too few pairs were measured to judge predictions."]
    }
    guard fresh != nil else { return [singleReplicate(own)] }
    var sentences: [String] = []
    if let ceiling = judged.ceiling, Self.isNoise(ceiling, repeats: judged.repeats) {
      sentences.append(
        "The labels carry next to no signal about pairs: two halves of their replicates correlate only "
          + "\(rounded(ceiling * ceiling)), so no prediction of them can be trusted; what is recommended rests on plans "
          + "that were measured.")
    }
    sentences.append(
      own.undefined.map { unjudged("predicted gains", $0) }
        ?? comparison("Predicted gains", judged, \.correlation, \.correlationSD))
    if let ceiling = judged.ceilingWithin, Self.isNoise(ceiling, repeats: judged.repeats) {
      sentences.append(
        "The labels do not support a ranking of partners within a target: within targets their halves correlate "
          + "\(rounded(ceiling * ceiling)).")
    } else {
      sentences.append(ranking(own, judged))
    }
    return sentences
  }

  private func singleReplicate(_ own: PredictionMetrics.Score) -> String {
    let start = "Pairs were measured in a single replicate, so predictions cannot be judged on fresh ones"
    guard let correlation = own.correlation else {
      return start + (own.undefined.map { ", nor on held-out pairs: \($0.words)." } ?? ".")
    }
    return start + ": r = \(rounded(correlation)) on held-out pairs includes the luck of the shared baselines."
  }

  private func unjudged(_ what: String, _ reason: UndefinedCorrelation) -> String {
    reason.isForWantOfLabels
      ? "Too few pairs were measured to judge \(what): \(reason.words)."
      : "There is no accuracy of \(what): \(reason.words)."
  }

  /// What the correlation within targets says, and where neither the predictor nor a trivial one has any, why.
  private func ranking(_ own: PredictionMetrics.Score, _ judged: PredictionMetrics.Accuracy) -> String {
    let what = "the ranking of partners within a target"
    guard let value = own.correlationWithin else {
      return unjudged(what, own.undefinedWithin ?? .fewInTargets)
    }
    let best = rival(judged, \.correlationWithin)?.value ?? 0
    if max(value, best) > max(0.1, 2 * error(own.correlationWithinSD, judged)) {
      return comparison("T" + what.dropFirst(), judged, \.correlationWithin, \.correlationWithinSD)
    }
    let reliability = judged.ceilingWithin.map {
      "; they are reliable enough (\(rounded($0 * $0)) between halves), but too few"
    }
    return
      "The labels do not support a ranking of partners within a target: r = \(rounded(value)) with "
      + "fresh replicates of unmeasured pairs\(reliability ?? "")."
  }

  /// The trivial predictor with the highest figure above 0; nil where none has one.
  private func rival(
    _ judged: PredictionMetrics.Accuracy, _ side: KeyPath<PredictionMetrics.Score, Double?>
  ) -> (name: String, value: Double)? {
    judged.scores.filter(\.contender.isTrivial).compactMap { score -> (name: String, value: Double)? in
      score[keyPath: side].flatMap { $0 > 0 ? (score.contender.words, $0) : nil }
    }.max { $0.value < $1.value }
  }

  /// The standard error of a mean over choices.
  private func error(_ deviation: Double?, _ judged: PredictionMetrics.Accuracy) -> Double {
    (deviation ?? 0) / Double(judged.choices).squareRoot()
  }

  /// The predictor's figure beside the best trivial one's; traps unless the predictor has one.
  private func comparison(
    _ what: String, _ judged: PredictionMetrics.Accuracy,
    _ side: KeyPath<PredictionMetrics.Score, Double?>, _ deviation: KeyPath<PredictionMetrics.Score, Double?>
  ) -> String {
    guard let own = judged.score(of: .predictor), let value = own[keyPath: side] else {
      preconditionFailure("a figure to compare")
    }
    let best = rival(judged, side)
    let head = "\(what): r = \(rounded(value)) with fresh replicates of unmeasured pairs"
    if value - (best?.value ?? 0) > error(own[keyPath: deviation], judged) {
      return head
        + (best.map { "; the best trivial predictor (\($0.name)) reaches \(rounded($0.value))." }
          ?? "; no trivial predictor goes with them.")
    }
    guard let best else { return head + ", no better than chance: do not rely on it." }
    let advice = best.value > 0.3 ? "that is all there is to it so far" : "do not rely on it"
    return head + ", no better than the best trivial predictor (\(best.name), \(rounded(best.value))): \(advice)."
  }

  private func rounded(_ value: Double) -> String {
    let hundredths = Int((abs(value) * 100).rounded())
    let digits = hundredths % 100
    return (value < 0 && hundredths > 0 ? "-" : "") + "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
  }
}
