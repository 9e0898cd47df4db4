internal import Diagnostics
public import Labels
internal import LinearAlgebra
public import Plans
public import Prediction

/// What `metrics.json` holds: how good the labels are, and how good the predictions.
public struct StudyMetrics: Codable, Equatable, Sendable {
  /// How far the measured gains can be trusted.
  public var reliability: LabelReliability
  /// Variances of single measured gains; nil where too little was measured twice.
  public var components: GainComponents?
  /// The highest correlations with the measured gains that any prediction can have; nil where unknown.
  public var ceiling: Double?
  /// The same for the ranking of partners within targets.
  public var ceilingWithin: Double?
  /// The share of a replicate's baseline luck that is taken off its pair losses (docs/labels.md).
  public var controlCoefficient: Double
  /// How the predictor did on labels that it was not fitted to.
  public var prediction: PredictionMetrics
  /// How each input goes with the measured gains on its own.
  public var inputs: [InputAnalysis]
  /// How the recommended plan held on untouched rows; nil before it was verified.
  public var plan: PlanQuality?

  /// Judges the labels of a table and the predictor that is fitted to them; says "Judging the predictor" to the run's progress.
  package init(
    of table: LossTable, inputs: PairInputs, predictor: PredictorSettings, seed: UInt64, threads: Int,
    run: EvaluationRun = EvaluationRun()
  ) {
    let estimator = GainEstimator(fittedTo: table)
    let reliability = LabelReliability(
      of: table, estimator: estimator, stream: RandomStream(seed: seed).split("reliability"))
    let evaluation = PredictionEvaluation(
      table: table, estimator: estimator, inputs: inputs, predictor: predictor, settings: EvaluationSettings(seed: seed)
    )
    run.progress.begin("Judging the predictor", total: evaluation.units)
    self.reliability = reliability
    components = GainComponents(of: table)
    ceiling = reliability.ceiling
    ceilingWithin = reliability.ceilingWithin
    controlCoefficient = estimator.controlCoefficient
    prediction = evaluation.metrics(threads: threads, run: run)
    self.inputs = InputAnalysis.all(of: inputs, labels: GainLabels(from: table, estimator: estimator))
  }

  package static func read(_ path: String) throws -> StudyMetrics {
    try JSONText.read(StudyMetrics.self, from: path, madeBy: "fit")
  }

  package func write(to path: String) throws { try JSONText.write(self, to: path) }

  /// In sentences.
  public var text: String {
    let unknown = reliability.unknown ?? .oneReplicate
    let reliability =
      reliability.reliability.map {
        "Reliability of the measured gains: \(NumberText.fixed($0, decimals: 2))."
      } ?? "The reliability of the measured gains is unknown, as \(unknown.words)."
    return ([reliability] + prediction.verdict).joined(separator: "\n")
  }
}
