internal import Diagnostics
internal import Labels
internal import Panels
public import Prediction
internal import Statistics
public import StudyFiles

extension Steps {
  /// The gain of every ordered pair: by the study's own predictor, or by what other panels say where no pair is measured.
  static let predict = Step<Affinities>(
    name: .predict, algorithm: 3, dependencies: { try $0.goesByPrior() ? [.relate] : [.fit] },
    inputs: { study in
      guard try study.goesByPrior() else { return [study.stamp(of: .probe)] }
      return [
        study.stamp(of: .probe), try Study.text(GainPriors.builtIn), "\(try study.baselines().outcomes.count)",
        try study.journals().identity.protocolHash,
      ]
    },
    files: { [$0.affinities] },
    make: { study in
      let affinities = try study.affinities()
      try study.write(affinities)
      return affinities
    },
    read: { try $0.affinities() })
}

extension Study {
  /// Predicts the gain of every ordered pair (`affinities.csv`).
  ///
  /// - Parameter source: what to go by; the steps behind this one always go by the study's own.
  @discardableResult
  public func predict(from source: GainSource = .own) throws -> Affinities {
    guard case .prior(let file) = source else { return try result(of: Steps.predict) }
    let affinities = try expectedAffinities(file.map { try .read($0) } ?? .builtIn)
    try write(affinities)
    // What lies in the file now is not the step's own result: it is made anew when next asked for.
    log.steps[StepName.predict.rawValue] = nil
    try log.write(to: folder.log)
    return affinities
  }

  /// Whether no pair is to be measured, so that other panels are all there is to go by.
  func goesByPrior() throws -> Bool { try labelPlan().sets.isEmpty }

  /// The study's own affinities.
  fileprivate func affinities() throws -> Affinities {
    if try goesByPrior() { return try expectedAffinities(.builtIn) }
    let model = try fit()
    let table = try measuredLabels()
    return Affinities(
      model: model, inputs: try pairInputs(table), measured: GainEstimator(fittedTo: table).gainsOverRows(from: table),
      threads: threads)
  }

  /// What other panels lead to expect, with the tasks' skills where they were trained alone.
  private func expectedAffinities(_ priors: GainPriors) throws -> Affinities {
    let relations = try relate()
    let inputs = PairInputs(relations: relations).withSkills(from: try baselines())
    return Affinities(prior: priors.prior(for: inputs), inputs: inputs)
  }

  /// What was measured of the plan's jobs of tasks alone.
  fileprivate func baselines() throws -> LossTable {
    try journals().losses.restricted(to: labelPlan().baselineJobs)
  }

  fileprivate func write(_ affinities: Affinities) throws {
    progress.begin("Predicting", total: 0)
    try AffinitiesFile.write(
      affinities, tasks: panel().panel.tasks, similarities: similarityPairs(), to: folder.affinities)
    progress.end("\(affinities.predictions.count) ordered pairs")
  }

  /// What a probe of this study measured; empty without one.
  func similarityPairs() throws -> [WeighedSimilarity] {
    let files = try probeFiles()
    return StudyFolder.exists(files.similarity) ? try files.readSimilarity() : []
  }
}
