internal import Labels
internal import LinearAlgebra
internal import Panels
internal import Prediction
internal import Tables

extension Study {
  /// Whether no pair is to be measured, so that other panels are all there is to go by.
  func goesByPrior() throws -> Bool { try labelPlan().pairs.isEmpty }

  /// Expects gains by what other panels say (`affinities.csv`): with the tasks' skills where they were trained alone.
  func predictFromPrior(_ priors: GainPriors) throws -> Affinities {
    try relate()
    let plan = try labelPlan()
    let baselines = try losses().restricted(to: plan.baselineJobs)
    let affinities = try expectedAffinities(baselines, priors)
    let inputs = [
      stamp(of: "relate"), stamp(of: "probe"), try text(priors), "\(baselines.outcomes.count)",
      try runner().identity.protocolHash,
    ]
    try perform("predict", inputs: inputs, files: [folder.affinities]) {
      progress.begin("Predicting", total: 0)
      try affinities.rows(tasks: panel().panel.tasks, similarities: similarityPairs()).write(to: folder.affinities)
      progress.end("\(affinities.predictions.count) ordered pairs, by what other panels say")
    }
    return affinities
  }

  private func expectedAffinities(_ baselines: LossTable, _ priors: GainPriors) throws -> Affinities {
    let relations = try relations()
    let inputs = PairInputs(relations: relations).withSkills(from: baselines)
    let pairs = OrderedPair.all(taskCount: relations.taskCount)
    return Affinities(
      predictions: priors.prior(for: inputs).predictions(of: pairs, inputs: inputs), taskCount: relations.taskCount)
  }

  /// What a probe of this study measured; empty without one.
  func similarityPairs() throws -> [ProbeFiles.WeighedSimilarity] {
    let files = ProbeFiles(folder: folder.probe, tasks: try panel().panel.tasks)
    return StudyFolder.exists(files.similarity) ? try files.readSimilarity() : []
  }

  /// The similarities that a probe of this study measured, weighed by their overlap: (tasks, tasks), NaN where there is none;
  /// nil without a probe.
  func similarities() throws -> Matrix<Double>? {
    let pairs = try similarityPairs()
    let weights = pairs.reduce(0) { $0 + $1.weight }
    guard weights > 0 else { return nil }
    let count = try panel().panel.tasks.count
    let center = pairs.reduce(0) { $0 + $1.weight * $1.similarity } / weights
    var result = Matrix<Double>(rows: count, columns: count, filledWith: .nan)
    for pair in pairs where pair.weight > 0 {
      let value = center + pair.weight * (pair.similarity - center)
      result[pair.a, pair.b] = value
      result[pair.b, pair.a] = value
    }
    return result
  }
}
