public import Labels
public import LinearAlgebra
internal import Panels
public import Prediction
internal import Tables

/// The gains of all ordered pairs: predicted, and measured where they were.
public struct Affinities: Sendable {
  /// Every ordered pair, by target, then partner.
  public let predictions: [GainPrediction]
  /// By ordered pair.
  public let measured: [OrderedPair: Gain]
  /// (tasks, tasks), element (target, partner): for measured pairs the measurement and the prediction weighed by their
  /// precision, otherwise the prediction; 0 on the diagonal.
  public let matrix: Matrix<Double>

  /// Predictions with the gains that were measured, and the best estimates of those; none of either without labels.
  init(predictions: [GainPrediction], measured: [Gain] = [], estimates: [MeasuredPair] = [], taskCount: Int) {
    self.predictions = predictions
    var byPair: [OrderedPair: Gain] = [:]
    for gain in measured { byPair[OrderedPair(target: gain.target, partner: gain.partner)] = gain }
    self.measured = byPair
    var matrix = Matrix<Double>(rows: taskCount, columns: taskCount)
    for prediction in predictions { matrix[prediction.pair.target, prediction.pair.partner] = prediction.gain }
    for pair in estimates { matrix[pair.target, pair.partner] = pair.estimate }
    self.matrix = matrix
  }

  /// The rows of `affinities.csv`.
  func rows(tasks: [LearningTask], similarities: [ProbeFiles.WeighedSimilarity]) -> CSVWriter {
    var similarity: [OrderedPair: Double] = [:]
    for pair in similarities {
      similarity[OrderedPair(target: pair.a, partner: pair.b)] = pair.similarity
      similarity[OrderedPair(target: pair.b, partner: pair.a)] = pair.similarity
    }
    var rows = CSVWriter(header: [
      "target", "partner", "predicted_gain", "lower", "upper", "measured_gain", "measured_se", "similarity", "evidence",
    ])
    for prediction in predictions {
      let gain = measured[prediction.pair]
      rows.append([
        .text(tasks[prediction.pair.target].name), .text(tasks[prediction.pair.partner].name),
        .number(prediction.gain), .number(prediction.interval.lowerBound), .number(prediction.interval.upperBound),
        .number(gain?.gain), .number(gain?.gainSE), .number(similarity[prediction.pair]),
        .text(gain == nil ? "predicted" : "measured"),
      ])
    }
    return rows
  }
}
