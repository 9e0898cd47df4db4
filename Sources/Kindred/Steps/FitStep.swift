internal import Diagnostics
public import Labels
internal import LinearAlgebra
public import Prediction
public import StudyFiles

extension Steps {
  /// The predictor of gains, and how good it and its labels are.
  static let fit = Step<GainModel>(
    name: .fit, algorithm: 3, dependencies: { _ in [.relate, .label] },
    inputs: { study in
      [
        study.settings.prediction.similarity ? study.stamp(of: .probe) : "", try Study.text(GainPriors.builtIn),
        try Study.text(study.settings.prediction), "\(study.settings.seed)",
      ]
    },
    files: { [$0.predictor, $0.metrics] },
    make: { study in
      let table = try study.measuredLabels()
      study.progress.begin("Fitting the predictor", total: 0)
      let inputs = try study.pairInputs(table)
      let predictor = try GainModel.fit(to: GainLabels(from: table), inputs: inputs, settings: study.settings.predictor)
      try JSONText.write(predictor, to: study.folder.predictor)
      try StudyMetrics(
        of: table, inputs: inputs, predictor: study.settings.predictor, seed: study.settings.seed,
        threads: study.threads
      ).write(to: study.folder.metrics)
      study.progress.end("\(predictor.labelCount) gains, \(predictor.inputs.count) inputs")
      return predictor
    },
    read: { study in try JSONText.read(GainModel.self, from: study.folder.predictor, madeBy: "fit") })
}

extension Study {
  /// Fits the predictor of gains and judges it (`predictor.json`, `metrics.json`).
  @discardableResult
  public func fit() throws -> GainModel {
    _ = try measuredLabels()
    return try result(of: Steps.fit)
  }

  /// The judgement of labels and predictor (`metrics.json`).
  public func metrics() throws -> StudyMetrics { try StudyMetrics.read(folder.metrics) }

  /// The raw losses of the label plan, and what else this panel says of every pair: for analyses of one's own.
  public func measurements() throws -> (losses: LossTable, inputs: PairInputs) {
    let table = try measuredLabels()
    return (table, try ownInputs(table))
  }

  /// What the predictor sees of each pair.
  func pairInputs(_ table: LossTable) throws -> PairInputs {
    let inputs = try ownInputs(table)
    return inputs.with(prior: GainPriors.builtIn.prior(for: inputs))
  }

  /// The same without what other panels say.
  private func ownInputs(_ table: LossTable) throws -> PairInputs {
    PairInputs(relations: try relate(), similarity: try similarities()).withSkills(from: table)
  }

  /// The similarities that a probe of this study measured, weighed by their overlap: (tasks, tasks), NaN where there is
  /// none; nil without a probe.
  private func similarities() throws -> Matrix<Double>? {
    WeighedSimilarity.matrix(try similarityPairs(), taskCount: try panel().panel.tasks.count)
  }
}
