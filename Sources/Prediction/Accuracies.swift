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
      sentences.append(ranking(own, judged))
    }
    return sentences
  }

  /// What the correlation within targets says, and where neither the predictor nor a trivial one has any, why.
  private func ranking(_ own: PredictionMetrics.Score, _ judged: PredictionMetrics.Accuracy) -> String {
    let best = rival(judged, \.correlationWithin)
    if max(own.correlationWithin, best.value) > max(0.1, 2 * error(own.correlationWithinSD, judged)) {
      return comparison(
        "The ranking of partners within a target", own.correlationWithin, judged, \.correlationWithin,
        \.correlationWithinSD)
    }
    let reliability = judged.ceilingWithin.map {
      "; they are reliable enough (\(rounded($0 * $0)) between halves), but too few"
    }
    return
      "The labels do not support a ranking of partners within a target: r = \(rounded(own.correlationWithin)) with "
      + "fresh replicates of unmeasured pairs\(reliability ?? "")."
  }

  /// The trivial predictor with the highest figure, at least 0.
  private func rival(
    _ judged: PredictionMetrics.Accuracy, _ side: KeyPath<PredictionMetrics.Score, Double>
  ) -> (name: String, value: Double) {
    let best = judged.scores.filter(\.contender.isTrivial).max { $0[keyPath: side] < $1[keyPath: side] }
    guard let best, best[keyPath: side] > 0 else { return (Contender.zero.words, 0) }
    return (best.contender.words, best[keyPath: side])
  }

  /// The standard error of a mean over choices.
  private func error(_ deviation: Double?, _ judged: PredictionMetrics.Accuracy) -> Double {
    (deviation ?? 0) / Double(judged.choices).squareRoot()
  }

  private func comparison(
    _ what: String, _ value: Double, _ judged: PredictionMetrics.Accuracy,
    _ side: KeyPath<PredictionMetrics.Score, Double>, _ deviation: KeyPath<PredictionMetrics.Score, Double?>
  ) -> String {
    let best = rival(judged, side)
    let error = error(judged.score(of: .predictor)?[keyPath: deviation], judged)
    let head = "\(what): r = \(rounded(value)) with fresh replicates of unmeasured pairs"
    if value - best.value > error {
      return head + "; the best trivial predictor (\(best.name)) reaches \(rounded(best.value))."
    }
    let advice = best.value > 0.3 ? "that is all there is to it so far" : "do not rely on it"
    return head + ", no better than the best trivial predictor (\(best.name), \(rounded(best.value))): \(advice)."
  }

  private func rounded(_ value: Double) -> String {
    let hundredths = Int((abs(value) * 100).rounded())
    let digits = hundredths % 100
    return (value < 0 && hundredths > 0 ? "-" : "") + "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
  }
}
