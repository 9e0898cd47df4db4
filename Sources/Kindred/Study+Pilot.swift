internal import Diagnostics
public import Labels
internal import LinearAlgebra
internal import Networks
internal import Panels
internal import Prediction
internal import Statistics
public import StudyFiles
internal import Tables
internal import Trainers

extension Study {
  /// Measures some pairs of the plan with the trainer and with the built-in networks under either joint loss, and says how well the
  /// networks' gains stand for the trainer's (`pilot.json`). The networks' gains of all pairs are an input of the prediction
  /// from then on, unless they say too little.
  ///
  /// The networks train replicates of their own: what both have in common is the panel's rows and nothing else.
  ///
  /// - Parameters:
  ///   - count: pairs, 3 or more; all of the plan where it has fewer.
  ///   - runner: what trains in place of the study's `trainer`.
  /// - Throws: `UserError` without a trainer, or where the plan has fewer than three pairs.
  @discardableResult
  public func pilot(pairs count: Int, runner: (any JobRunner)? = nil) throws -> PilotResult {
    if let runner {
      chosenRunner = runner
      knownJournals = nil
    }
    guard settings.trainer.isGiven || chosenRunner != nil else { throw UserError.pilotWithoutTrainer() }
    let plan = try labelPlan()
    let sets = Array(plan.sets.prefix(max(0, count)))
    guard sets.count >= 3 else { throw UserError.tooFewPilotPairs(sets.count) }
    let losses = try trainerLosses(of: sets, plan: plan)
    let training = try pilotTraining()
    let proxies = try Objective.allCases.map { objective in
      (objective, try proxyLosses(objective, training, sets: sets))
    }
    let result = PilotResult(
      trainer: losses, proxies: proxies, alone: training.alone, together: training.together,
      stream: stream.split("pilot"))
    try JSONText.write(result, to: folder.pilot)
    return result
  }

  /// What a pilot found; nil where there was none.
  func pilotResult() throws -> PilotResult? {
    guard StudyFolder.exists(folder.pilot) else { return nil }
    return try JSONText.read(PilotResult.self, from: folder.pilot, madeBy: "label --pilot")
  }

  /// What the predictor's result depends on, where a pilot found something.
  func pilotInputs() throws -> [String] { try pilotResult().map { [try Self.text($0)] } ?? [] }

  /// The gains of all ordered pairs that the built-in networks lead to expect, by some blocks of test rows: (tasks, tasks); nil
  /// where there was no pilot, or it speaks against them.
  func proxyGains(on blocks: BlockSet? = nil) throws -> Matrix<Double>? {
    guard let pilot = try pilotResult(), let best = pilot.best, pilot.isInput else { return nil }
    let training = PilotTraining(alone: pilot.alone, together: pilot.together)
    let measured = try proxyLosses(best.objective, training, sets: proxySets())
    let table = blocks.map(measured.restricted(to:)) ?? measured
    let inputs = PairInputs(relations: try relate()).withSkills(from: table)
    let model = try GainModel.fit(to: GainLabels(from: table), inputs: inputs, settings: settings.predictor)
    return Affinities(model: model, inputs: inputs, measured: [], threads: threads).matrix
  }

  /// Pairs beyond which the networks measure a part, and the rest is predicted from it.
  private static let mostProxyPairs = 2000
  private static let proxyReplicates = 6
  /// Replicates of the networks, which no job of the trainer shares.
  private static let firstProxyReplicate = 1 << 20

  private func proxySets() throws -> [TaskSet] {
    let count = try panel().panel.tasks.count
    return balancedPairOrder(
      taskCount: count, count: min(TaskPair.count(taskCount: count), Self.mostProxyPairs), stream: stream.split("pairs")
    ).map { TaskSet($0) }
  }

  private func trainerLosses(of sets: [TaskSet], plan: LabelPlan) throws -> LossTable {
    let (wanted, tasks) = (Set(sets), Set(sets.flatMap(\.tasks)))
    let jobs = plan.jobs.filter { job in
      job.learner == .network
        && (job.tasks.count == 1 ? tasks.contains(job.tasks.tasks[0]) : wanted.contains(job.tasks))
    }
    return try measure(jobs, step: "Measuring \(sets.count) pairs with the trainer").restricted(to: jobs)
  }

  /// How the networks of a pilot are trained: as a search finds, where nobody said.
  private func pilotTraining() throws -> PilotTraining {
    if let known = try pilotResult() { return PilotTraining(alone: known.alone, together: known.together) }
    guard settings.trainsByDefault(layout: try panel().panel.layout) else { return PilotTraining() }
    let search = TrainingSearch(try networks())
    progress.begin("Searching for ways of training", total: search.fitCount)
    let found = try search.run(threads: threads, progress: progress, interruption: interruption)
    progress.end(found.text)
    return PilotTraining(
      alone: found.candidates[found.chosenAlone].options, together: found.candidates[found.chosenTogether].options)
  }

  /// What the networks measured of some pairs and their tasks, in journals of their own; what is missing is measured.
  private func proxyLosses(_ objective: Objective, _ training: PilotTraining, sets: [TaskSet]) throws -> LossTable {
    var own = settings
    own.training.alone = training.alone
    own.training.together = training.together
    own.training.set(\.objective, objective)
    let panel = try panel().panel
    let runner = NetworkJobRunner(
      panel: panel, training: own.aloneTraining, together: own.togetherTraining,
      taskWeights: own.weights(ofTasks: panel.tasks.map(\.name)), settings: own.labels, splits: try splits())
    let store = try JournalStore(
      folder: folder.labels + "/proxy-\(objective.rawValue)", panelHash: panel.hash, runner: runner,
      taskCount: panel.tasks.count, blockWeights: splits().blockWeights)
    let replicates = (0..<Self.proxyReplicates).map { Self.firstProxyReplicate + $0 }
    let jobs = (Set(sets.flatMap(\.tasks)).sorted().map { TaskSet([$0]) } + sets).flatMap { set in
      replicates.map { Job(tasks: set, replicate: $0) }
    }
    let missing = store.missing(of: jobs)
    if !missing.isEmpty {
      progress.begin(
        "Measuring \(sets.count) pairs with built-in networks (\(objective.rawValue))", total: missing.count)
      try store.run(missing, threads: threads, progress: progress, interruption: interruption)
      progress.end("\(missing.count) jobs")
    }
    return store.losses.restricted(to: jobs)
  }
}

/// What a search chose for networks of one task, and of several.
private struct PilotTraining {
  var alone = TrainingOptions()
  var together = TrainingOptions()
}
