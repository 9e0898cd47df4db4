internal import Diagnostics
public import Labels
internal import LinearAlgebra
internal import Panels
public import Prediction
internal import Relations
internal import Tables

extension Study {
  /// Fits the predictor of gains and judges it (`predictor.json`, `metrics.json`).
  @discardableResult
  public func fit() throws -> Predictor {
    try relate()
    let table = try measuredLabels()
    let inputs = [
      stamp(of: "relate"), settings.prediction.similarity ? stamp(of: "probe") : "", try text(GainPriors.builtIn),
      try labelStamp(), try text(settings.prediction), "\(settings.seed)",
    ]
    var made: Predictor?
    try perform("fit", inputs: inputs, files: [folder.predictor, folder.metrics]) {
      progress.begin("Fitting the predictor", total: 0)
      let estimator = GainEstimator(fittedTo: table)
      let labels = GainLabels(from: table, estimator: estimator)
      let inputs = try pairInputs(table)
      let predictor = try Predictor.fit(to: labels, inputs: inputs, settings: predictorSettings)
      try JSONText.write(predictor, to: folder.predictor)
      try writeMetrics(table, inputs: inputs)
      progress.end("\(predictor.labelCount) gains, \(predictor.inputs.count) inputs")
      made = predictor
    }
    return try made ?? JSONText.read(Predictor.self, from: folder.predictor, madeBy: "fit")
  }

  /// Predicts the gain of every ordered pair (`affinities.csv`).
  ///
  /// - Parameter source: what to go by; the steps behind this one always go by the study's own.
  @discardableResult
  public func predict(from source: GainSource = .own) throws -> Affinities {
    if case .prior(let file) = source { return try predictFromPrior(file.map { try .read($0) } ?? .builtIn) }
    if try goesByPrior() {
      let affinities = try knownAffinities ?? predictFromPrior(.builtIn)
      knownAffinities = affinities
      return affinities
    }
    let predictor = try fit()
    let table = try measuredLabels()
    if knownAffinities == nil {
      let pairs = OrderedPair.all(taskCount: predictor.taskCount)
      let predictions = predictor.predictions(of: pairs, inputs: try pairInputs(table), threads: threads)
      knownAffinities = Affinities(
        predictions: predictions, measured: GainEstimator(fittedTo: table).gains(from: table),
        estimates: predictor.measured, taskCount: predictor.taskCount)
    }
    let affinities = knownAffinities!
    try perform("predict", inputs: [stamp(of: "fit"), stamp(of: "probe")], files: [folder.affinities]) {
      progress.begin("Predicting", total: 0)
      try affinities.rows(tasks: panel().panel.tasks, similarities: similarityPairs()).write(to: folder.affinities)
      progress.end("\(affinities.predictions.count) ordered pairs")
    }
    return affinities
  }

  /// The jobs of the label plan; throws while some are missing.
  func measuredLabels() throws -> LossTable {
    let plan = try labelPlan()
    let status = try labelStatus()
    guard status.isComplete else { throw UserError.missingStep(folder.gains, command: "label") }
    let table = try losses().restricted(to: plan.jobs)
    guard !table.sets(ofSize: 2).isEmpty else { throw UserError.noLabels(folder.gains) }
    return table
  }

  /// What the predictor sees of each pair.
  private func pairInputs(_ table: LossTable) throws -> PairInputs {
    let inputs = try ownInputs(table)
    return inputs.with(prior: GainPriors.builtIn.prior(for: inputs))
  }

  /// The same without what other panels say.
  private func ownInputs(_ table: LossTable) throws -> PairInputs {
    PairInputs(relations: try relations(), similarity: try similarities()).withSkills(from: table)
  }

  /// The raw losses of the label plan, and what else this panel says of every pair: for analyses of one's own.
  public func measurements() throws -> (losses: LossTable, inputs: PairInputs) {
    let table = try measuredLabels()
    return (table, try ownInputs(table))
  }

  var predictorSettings: PredictorSettings {
    PredictorSettings(
      usesSimilarity: settings.prediction.similarity, coverage: settings.prediction.coverage, seed: settings.seed)
  }

  private func labelStamp() throws -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(try text(labelPlan()))
    fingerprint.add("\(try labelStatus().done)")
    return fingerprint.hexadecimal
  }

  /// Target by partner: the best estimate of each gain, measurement and prediction weighed by their precision.
  func affinityMatrix() throws -> Matrix<Double> { try predict().matrix }
}
