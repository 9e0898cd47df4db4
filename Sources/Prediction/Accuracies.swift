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
    if fresh == nil {
      return [
        "Pairs were measured in a single replicate, so predictions cannot be judged on fresh ones: r = "
          + "\(rounded(own.correlation)) on held-out pairs includes the luck of the shared baselines."
      ]
    }
    var sentences: [String] = []
    if let ceiling = judged.ceiling, Self.isNoise(ceiling, repeats: judged.repeats) {
      sentences.append(
        "The labels carry next to no signal about pairs: two halves of their replicates correlate only "
          + "\(rounded(ceiling * ceiling)), so no prediction of them can be trusted; train alone or all together, or "
          + "measure more replicates.")
    }
    sentences.append(comparison("Predicted gains", own.correlation, judged, \.correlation, \.correlationSD))
    if let ceiling = judged.ceilingWithin, Self.isNoise(ceiling, repeats: judged.repeats) {
      sentences.append(
        "The labels do not support a ranking of partners within a target: within targets their halves correlate "
          + "\(rounded(ceiling * ceiling)).")
    } else {
      sentences.append(
        comparison(
          "The ranking of partners within a target", own.correlationWithin, judged, \.correlationWithin,
          \.correlationWithinSD))
    }
    return sentences
  }

  private func comparison(
    _ what: String, _ value: Double, _ judged: PredictionMetrics.Accuracy,
    _ side: KeyPath<PredictionMetrics.Score, Double>, _ deviation: KeyPath<PredictionMetrics.Score, Double?>
  ) -> String {
    let trivial = judged.scores.filter(\.contender.isTrivial).max { $0[keyPath: side] < $1[keyPath: side] }
    let best = trivial.map { max(0, $0[keyPath: side]) } ?? 0
    let spread = judged.score(of: .predictor)?[keyPath: deviation] ?? 0
    let error = spread / Double(judged.choices).squareRoot()
    let head = "\(what): r = \(rounded(value)) with fresh replicates of unmeasured pairs"
    if value - best > error { return head + "; the best trivial predictor reaches \(rounded(best))." }
    return head + ", no better than the best trivial predictor (\(rounded(best))): do not rely on it."
  }

  private func rounded(_ value: Double) -> String {
    let hundredths = Int((abs(value) * 100).rounded())
    let digits = hundredths % 100
    return (value < 0 && hundredths > 0 ? "-" : "") + "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
  }
}
