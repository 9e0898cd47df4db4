public import Labels
internal import LinearAlgebra
public import Prediction
internal import Reports

/// What `metrics.json` holds: how good the labels are, and how good the predictions.
public struct StudyMetrics: Codable, Equatable, Sendable {
  public var reliability: LabelReliability
  /// Variances of single measured gains; nil where no pair has two replicates.
  public var components: GainComponents?
  /// The highest correlations with the measured gains that any prediction can have; nil where unknown.
  public var ceiling: Double?
  public var ceilingWithin: Double?
  /// The share of a replicate's baseline luck that is taken off its pair losses (docs/labels.md).
  public var controlCoefficient: Double
  public var prediction: PredictionMetrics
  /// How each input goes with the measured gains on its own.
  public var inputs: [InputAnalysis]

  /// In sentences.
  public var text: String {
    let reliability =
      reliability.reliability.map {
        "Reliability of the measured gains: \(NumberText.fixed($0, decimals: 2))."
      } ?? "The reliability of the measured gains is unknown, as it takes two replicates or more."
    return ([reliability] + prediction.verdict).joined(separator: "\n")
  }
}

extension Study {
  func writeMetrics(_ table: LossTable, inputs: PairInputs) throws {
    let estimator = GainEstimator(fittedTo: table)
    let reliability = LabelReliability(of: table, estimator: estimator, stream: stream.split("reliability"))
    let evaluation = PredictionEvaluation(
      table: table, estimator: estimator, inputs: inputs, predictor: predictorSettings,
      settings: EvaluationSettings(seed: settings.seed))
    let metrics = StudyMetrics(
      reliability: reliability, components: GainComponents(of: table), ceiling: reliability.ceiling,
      ceilingWithin: reliability.ceilingWithin,
      controlCoefficient: estimator.controlCoefficient, prediction: evaluation.metrics(threads: threads),
      inputs: InputAnalysis.all(of: inputs, labels: GainLabels(from: table, estimator: estimator)))
    try JSONText.write(metrics, to: folder.metrics)
  }

  /// The judgement of labels and predictor (`metrics.json`).
  public func metrics() throws -> StudyMetrics {
    try JSONText.read(StudyMetrics.self, from: folder.metrics, madeBy: "fit")
  }
}
