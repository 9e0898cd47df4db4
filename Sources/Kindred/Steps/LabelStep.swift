internal import Diagnostics
public import Labels
internal import LinearAlgebra
internal import Panels
internal import Statistics
internal import StudyFiles
internal import Trainers

extension Steps {
  /// The tables of what was measured alone and in pairs; throws while jobs of the plan are missing.
  static let label = Step<LossTable>(
    name: .label, algorithm: 2,
    inputs: { study in
      let jobs = try study.labelPlan().jobs
      let journals = try study.journals()
      return [journals.identity.protocolHash, journals.losses.fingerprint(of: jobs)]
    },
    files: { [$0.gains, $0.tasks, $0.taskMetrics] },
    make: { study in
      let plan = try study.labelPlan()
      guard try study.labelStatus().isComplete else {
        throw UserError.missingStep(study.folder.gains, command: "label")
      }
      let tasks = try study.panel().panel.tasks
      let table = try study.journals().losses.restricted(to: plan.jobs)
      let gains = GainEstimator(fittedTo: table).gainsOverRows(from: table)
      try GainsFile.write(gains, tasks: tasks, to: study.folder.gains)
      try TasksFile.write(taskSkillsOverRows(from: table), tasks: tasks, to: study.folder.tasks)
      try TaskMetricsFile.write(
        taskMetrics(from: table, kinds: tasks.map(\.kind)), tasks: tasks, to: study.folder.taskMetrics)
      return table
    },
    read: { study in try study.journals().losses.restricted(to: study.labelPlan().jobs) })
}

extension Study {
  /// Measures the plan's jobs that are missing and, when none is left, writes `gains.csv` and `tasks.csv`.
  ///
  /// - Parameters:
  ///   - shard: which part of the plan this process measures. Without the other parts nothing but journals is written.
  ///   - runner: what trains from here on, on this study; the built-in networks unless it is given.
  @discardableResult
  public func label(shard: Shard = .whole, runner: (any JobRunner)? = nil) throws -> LabelStatus {
    if let runner {
      chosenRunner = runner
      knownJournals = nil
    }
    let jobs = try labelPlan().jobs
    let status = try label(jobs.enumerated().filter { shard.holds($0.offset) }.map(\.element)) {
      try run($0, journal: shard.journalName)
    }
    if status.isComplete, shard == .whole { try journals().removeClaims() }
    return status
  }

  /// The same together with other processes that do it too, on this machine or others that share the folder: each takes a job when
  /// it has ended one, and one that dies loses its jobs to the others.
  @discardableResult
  public func shareLabels() throws -> LabelStatus {
    try label(labelPlan().jobs) { missing in
      try journals().share(missing, threads: threads, progress: progress, interruption: interruption)
      // The others' journals have grown.
      knownJournals = nil
    }
  }

  private func label(_ jobs: [Job], measure: ([Job]) throws -> Void) throws -> LabelStatus {
    let missing = try journals().missing(of: jobs)
    if !missing.isEmpty {
      progress.begin("Measuring alone and in pairs", total: missing.count)
      try measure(missing)
      let fits = missing.count * settings.protocol.folds
      progress.end("\(try labelPlan().sets.count) pairs, \(fits) fits")
    }
    let status = try labelStatus()
    if status.isComplete { _ = try result(of: Steps.label) }
    return status
  }

  /// How far the labelling is, over all shards.
  ///
  /// - Parameter shards: in how many shards the plan is measured; nil to go by the journals.
  public func labelStatus(shards: Int? = nil) throws -> LabelStatus {
    let plan = try labelPlan()
    let shards = shards ?? Shard.count(ofJournalsIn: folder.labels)
    if let knownJournals { return LabelStatus(of: plan, in: knownJournals.content, shards: shards) }
    let panel = try panel().panel
    let tally = try restoringSettings {
      try JournalTally(
        folder: folder.labels, panelHash: panel.hash, protocolHash: runner().identity.protocolHash,
        taskCount: panel.tasks.count)
    }
    return LabelStatus(of: plan, in: tally, shards: shards)
  }

  /// The jobs of the label plan; throws while some are missing, and where no pair was measured.
  func measuredLabels() throws -> LossTable {
    let table = try result(of: Steps.label)
    guard !table.sets(ofSize: 2).isEmpty else { throw UserError.noLabels(folder.gains) }
    return table
  }

  /// Measures jobs that are missing, such as groups and plans, into the same journals; gives everything measured so far.
  func measure(_ jobs: [Job], step: String) throws -> LossTable {
    let missing = Array(Set(try journals().missing(of: jobs))).sorted()
    if !missing.isEmpty {
      progress.begin(step, total: missing.count)
      try run(missing)
      progress.end("\(missing.count) jobs")
    }
    return try journals().losses
  }

  /// Runs jobs into the journals.
  func run(_ jobs: [Job], journal: String = Shard.whole.journalName) throws {
    try journals().run(jobs, journal: journal, threads: threads, progress: progress, interruption: interruption)
  }

  /// The journals, read once a command.
  func journals() throws -> JournalStore {
    if let knownJournals { return knownJournals }
    let panel = try panel().panel
    let store = try restoringSettings {
      try JournalStore(
        folder: folder.labels, panelHash: panel.hash, runner: runner(), taskCount: panel.tasks.count,
        blockWeights: splits().blockWeights)
    }
    if store.content.foreignLines > 0 {
      progress.note(
        "  warning: \(store.content.foreignLines) journal lines are of another panel or protocol and count for nothing")
    }
    knownJournals = store
    return store
  }

  /// What trains the study's jobs.
  func runner() throws -> any JobRunner {
    let networks = try networks()
    let base: any JobRunner = try chosenRunner ?? (settings.trainer.isGiven ? trainer(networks) : networks)
    return RunnerWithLinearModels(base, networks: networks)
  }

  /// The trainer from outside that the settings name.
  func trainer(_ networks: NetworkJobRunner) throws -> ExternalJobRunner {
    let source = TrainingSource(panel: try panel().panel, molecules: try molecules(), isWhole: true)
    var trainer = try ExternalJobRunner(
      settings.trainer, networks: networks, source: source, folder: Self.absolute(folder.jobs))
    trainer.keepsFolders = keepsJobFolders
    return trainer
  }

  /// The built-in networks on the study's splits.
  func networks() throws -> NetworkJobRunner {
    let panel = try panel().panel
    return NetworkJobRunner(
      panel: panel, training: settings.aloneTraining, together: settings.togetherTraining,
      taskWeights: settings.weights(ofTasks: panel.tasks.map(\.name)), settings: settings.labels, splits: try splits())
  }

  /// The rows of every job.
  func splits() throws -> ReplicateSplits {
    if let knownSplits { return knownSplits }
    let splits = ReplicateSplits(panel: try panel().panel, settings: settings.labels)
    knownSplits = splits
    return splits
  }
}
