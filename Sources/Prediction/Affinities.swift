public import Labels
public import LinearAlgebra
public import Statistics

/// The gains of all ordered pairs: predicted, and measured where they were.
public struct Affinities: Sendable {
  /// Every ordered pair, by target, then partner.
  public let predictions: [GainPrediction]
  /// By ordered pair.
  public let measured: [OrderedPair: Gain]
  /// (tasks, tasks), element (target, partner): what groups are built on. For measured pairs the measurement and the
  /// prediction weighed by their precision, otherwise the prediction; 0 on the diagonal.
  public let matrix: Matrix<Double>

  /// Predictions with the gains that were measured, and the best estimates of those; none of either without labels.
  public init(
    predictions: [GainPrediction], measured: [Gain] = [], estimates: [MeasuredPair] = [], taskCount: Int
  ) {
    self.predictions = predictions
    var byPair: [OrderedPair: Gain] = [:]
    for gain in measured { byPair[gain.pair] = gain }
    self.measured = byPair
    var matrix = Matrix<Double>(rows: taskCount, columns: taskCount)
    for prediction in predictions { matrix[prediction.pair.target, prediction.pair.partner] = prediction.gain }
    for pair in estimates { matrix[pair.target, pair.partner] = pair.estimate }
    self.matrix = matrix
  }
}

extension Affinities {
  /// What a fitted model and the measurements say of all pairs of the panel.
  package init(model: GainModel, inputs: PairInputs, measured: [Gain], threads: Int) {
    let pairs = OrderedPair.all(taskCount: model.taskCount)
    self.init(
      predictions: model.predictions(of: pairs, inputs: inputs, threads: threads), measured: measured,
      estimates: model.measured, taskCount: model.taskCount)
  }

  /// What other panels lead to expect of all pairs, nothing measured.
  package init(prior: GainPrior, inputs: PairInputs) {
    let pairs = OrderedPair.all(taskCount: inputs.taskCount)
    self.init(predictions: prior.predictions(of: pairs, inputs: inputs), taskCount: inputs.taskCount)
  }

  /// (tasks, tasks), element (target, partner): global mean, target's and partner's effect of measured gains, without any
  /// input; 0 on the diagonal.
  package static func ofEffects(
    labels: GainLabels, inputs: PairInputs, settings: PredictorSettings
  ) throws -> Matrix<Double> {
    var settings = settings
    settings.quadratic = false
    let inputs = inputs.selecting { _ in false }
    let pairs = OrderedPair.all(taskCount: inputs.taskCount)
    let gains = try PredictorFit(labels: labels, inputs: inputs, settings: settings).predictor().gains(
      of: pairs, inputs: inputs)
    var matrix = Matrix<Double>(rows: inputs.taskCount, columns: inputs.taskCount)
    for (pair, gain) in zip(pairs, gains) { matrix[pair.target, pair.partner] = gain }
    return matrix
  }
}
