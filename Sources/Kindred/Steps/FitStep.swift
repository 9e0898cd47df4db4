internal import Diagnostics
public import Labels
internal import LinearAlgebra
public import Prediction
public import StudyFiles

/// The predictor of gains, and how good it and its labels are.
struct FittedPredictor {
  let model: GainModel
  let metrics: StudyMetrics
}

extension Steps {
  /// The predictor and its judgement.
  static let fit: Step<FittedPredictor> = Step(
    name: .fit, algorithm: 6, dependencies: { _ in [.relate, .label] },
    inputs: { study in
      [
        study.settings.prediction.similarity ? study.stamp(of: .probe) : "", try Study.text(GainPriors.builtIn),
        try Study.text(study.settings.prediction), "\(study.settings.seed)",
      ] + (try study.pilotInputs())
    },
    files: { [$0.predictor, $0.metrics] },
    make: { study in
      let table = try study.measuredLabels()
      study.progress.begin("Fitting the predictor", total: 0)
      let inputs = try study.pairInputs(table)
      let model = try GainModel.fit(to: GainLabels(from: table), inputs: inputs, settings: study.settings.predictor)
      let parts = KeptParts(path: study.folder.fitParts, stamp: try study.hash(of: Steps.fit))
      let metrics = StudyMetrics(
        of: table, inputs: inputs, predictor: study.settings.predictor, seed: study.settings.seed,
        threads: study.threads,
        run: EvaluationRun(keeper: parts, progress: study.progress, interruption: study.interruption))
      try study.interruption.check()
      try JSONText.write(model, to: study.folder.predictor)
      try metrics.write(to: study.folder.metrics)
      parts.remove()
      study.progress.end("\(model.labelCount) gains, \(model.inputs.count) inputs")
      return FittedPredictor(model: model, metrics: metrics)
    },
    read: { study in
      let model = try JSONText.read(GainModel.self, from: study.folder.predictor, madeBy: "fit")
      guard model.isConsistent(taskCount: try study.panel().panel.tasks.count) else {
        throw UserError.damagedFile(study.folder.predictor, command: "fit")
      }
      return FittedPredictor(model: model, metrics: try StudyMetrics.read(study.folder.metrics))
    })
}

extension Study {
  /// Fits the predictor of gains and judges it (`predictor.json`, `metrics.json`).
  @discardableResult
  public func fit() throws -> GainModel { try fitted().model }

  /// The judgement of labels and predictor (`metrics.json`), fitted where that is still to do.
  public func metrics() throws -> StudyMetrics { try fitted().metrics }

  private func fitted() throws -> FittedPredictor {
    _ = try measuredLabels()
    return try result(of: Steps.fit)
  }

  /// The raw losses of the label plan, and what else this panel says of every pair: for analyses of one's own.
  public func measurements() throws -> (losses: LossTable, inputs: PairInputs) {
    let table = try measuredLabels()
    return (table, try ownInputs(table))
  }

  /// What the predictor sees of each pair.
  ///
  /// - Parameter blocks: the test rows that it may go by, where those are not all.
  func pairInputs(_ table: LossTable, on blocks: BlockSet? = nil) throws -> PairInputs {
    let inputs = try ownInputs(table, on: blocks)
    return inputs.with(prior: GainPriors.builtIn.prior(for: inputs))
  }

  /// The same without what other panels say.
  private func ownInputs(_ table: LossTable, on blocks: BlockSet? = nil) throws -> PairInputs {
    PairInputs(relations: try relate(), similarity: try similarities(), proxy: try proxyGains(on: blocks))
      .withSkills(from: table)
  }

  /// The similarities that a probe of this study measured, weighed by their overlap: (tasks, tasks), NaN where there is
  /// none; nil without a probe.
  private func similarities() throws -> Matrix<Double>? {
    WeighedSimilarity.matrix(try similarityPairs(), taskCount: try panel().panel.tasks.count)
  }
}
