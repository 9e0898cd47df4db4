internal import Statistics

/// What the contenders predicted for the labels of one round, all its folds together.
struct RoundResult: Sendable {
  struct Score {
    var correlation: Double
    var within: Double
    var squaredError: Double
  }

  /// Whether the interval of one label held it.
  struct Hit: Sendable {
    var gain: Double
    var width: Double
    var isCovered: Bool
  }

  private(set) var judges: [GainLabels.Label] = []
  private(set) var coverage: [Hit] = []
  private var predictions: [Contender: [Double]] = [:]
  private(set) var measuredTwice: [RepeatedGain] = []

  /// Fits every contender to every fold. One that has nothing to go by in a fold is left out of the round.
  init(of folds: [EvaluationFold], contenders: [Contender], settings: PredictorSettings) {
    var missing: Set<Contender> = []
    for fold in folds {
      let pairs = fold.judges.labels.map(\.pair)
      judges += fold.judges.labels
      measuredTwice += fold.measuredTwice
      for contender in contenders where contender != .predictor {
        let gains = contender.gains(of: pairs, fittedTo: fold.training, inputs: fold.inputs, settings: settings)
        if let gains { predictions[contender, default: []] += gains } else { missing.insert(contender) }
      }
      guard let predictor = try? GainModel.fit(to: fold.training.labels, inputs: fold.inputs, settings: settings) else {
        missing.insert(.predictor)
        continue
      }
      let found = predictor.predictions(of: pairs, inputs: fold.inputs)
      predictions[.predictor, default: []] += found.map(\.gain)
      coverage += zip(found, fold.judges.labels).map { prediction, label in
        let interval = prediction.interval(labelVariance: fold.judges.variance(of: label))
        let width = prediction.interval.upperBound - prediction.interval.lowerBound
        return Hit(gain: prediction.gain, width: width, isCovered: interval.contains(label.gain))
      }
    }
    for contender in missing { predictions[contender] = nil }
  }

  func score(of contender: Contender) -> Score? {
    guard let predicted = predictions[contender], predicted.count == judges.count else { return nil }
    let gains = judges.map(\.gain)
    return Score(
      correlation: pearsonCorrelation(predicted, gains) ?? 0,
      within: withinGroupCorrelation(predicted, gains, group: judges.map(\.target)) ?? 0,
      squaredError: meanSquaredError(predictions: predicted, targets: gains) ?? 0)
  }

  /// How two independent measurements of the same pairs correlate; nil where there are none.
  var repeatCorrelation: Double? {
    pearsonCorrelation(measuredTwice.map(\.first), measuredTwice.map(\.second))
  }

  var repeatCorrelationWithin: Double? {
    withinGroupCorrelation(
      measuredTwice.map(\.first), measuredTwice.map(\.second), group: measuredTwice.map(\.target))
  }
}
