internal import Labels
internal import Statistics

/// What the contenders predicted for the labels of one round, all its folds together.
struct RoundResult: Codable, Sendable {
  struct Score {
    var correlation: JudgedCorrelation
    var within: JudgedCorrelation
    var squaredError: Double
  }

  /// Whether the interval of one label held it.
  struct Hit: Codable, Sendable {
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

  /// The pairs that labels were judged of.
  var judgedPairs: [TaskPair] { judges.map(\.pair.unordered) }

  /// All pairs that figures are made from.
  var pairs: [TaskPair] { judgedPairs + measuredTwice.map(\.pair.unordered) }

  func has(_ contender: Contender) -> Bool { predictions[contender] != nil }

  /// What was judged of the pairs that `keep` says, without another fit.
  func filtered(_ keep: (TaskPair) -> Bool) -> RoundResult {
    var result = self
    let kept = judges.indices.filter { keep(judges[$0].pair.unordered) }
    result.judges = kept.map { judges[$0] }
    result.predictions = predictions.mapValues { values in kept.map { values[$0] } }
    result.measuredTwice = measuredTwice.filter { keep($0.pair.unordered) }
    return result
  }

  func score(of contender: Contender) -> Score? {
    let gains = judges.map(\.gain)
    guard let predicted = predictions[contender], predicted.count == gains.count,
      let squaredError = meanSquaredError(predictions: predicted, targets: gains)
    else { return nil }
    return Score(
      correlation: contender.isConstant ? .failure(.constantPrediction) : .overall(predicted, gains),
      within: contender.isConstantWithinTargets
        ? .failure(.constantPrediction) : .within(predicted, gains, targets: judges.map(\.target)),
      squaredError: squaredError)
  }

  /// How two independent measurements of the same pairs correlate, or why that is not known.
  var repeatCorrelation: JudgedCorrelation {
    guard measuredTwice.count >= LabelReliability.fewestGains else { return .failure(.fewLabels) }
    return .overall(measuredTwice.map(\.first), measuredTwice.map(\.second))
  }

  /// The same within targets.
  var repeatCorrelationWithin: JudgedCorrelation {
    let targets = measuredTwice.map(\.pair.target)
    guard LabelReliability.canRank(targets) else { return .failure(.fewInTargets) }
    return .within(measuredTwice.map(\.first), measuredTwice.map(\.second), targets: targets)
  }
}
