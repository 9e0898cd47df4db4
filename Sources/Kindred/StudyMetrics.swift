internal import Labels
internal import LinearAlgebra
internal import Prediction

/// What `metrics.json` holds.
public struct StudyMetrics: Codable, Equatable, Sendable {
  public var reliability: LabelReliability
  /// The share of a replicate's baseline luck that is taken off its pair losses (docs/labels.md).
  public var controlCoefficient: Double

  public var text: String { "reliability \(reliability.reliability.map { "\($0)" } ?? "unknown")" }
}

extension Study {
  func writeMetrics(_ table: LossTable) throws {
    let estimator = GainEstimator(fittedTo: table)
    let metrics = StudyMetrics(
      reliability: LabelReliability(of: table, estimator: estimator, stream: stream.split("reliability")),
      controlCoefficient: estimator.controlCoefficient)
    try JSONText.write(metrics, to: folder.metrics)
  }

  /// The judgement of labels and predictor (`metrics.json`).
  public func metrics() throws -> StudyMetrics {
    try JSONText.read(StudyMetrics.self, from: folder.metrics, madeBy: "fit")
  }
}
