public import Diagnostics
public import Labels
internal import LinearAlgebra
public import Panels
public import Relations
public import StudyFiles
internal import Trainers

// The pipeline in memory: the same numbers as a study's, without a folder.

extension Panel {
  /// Reads a panel from one file, `.csv` or `.csv.gz`; `PanelReader` reads several, and tells what it understood.
  ///
  /// - Throws: `UserError` for whatever is wrong with the file or does not fit the options.
  public init(contentsOf path: String, options: PanelOptions = PanelOptions()) throws(UserError) {
    self = try PanelReader.read(files: [path], options: options).panel
  }

  /// The relations of every pair of tasks, as in `relations.csv`.
  ///
  /// - Parameters:
  ///   - settings: its seed also says which rows are set aside.
  ///   - verifyFraction: the share of the samples whose labels are not looked at, as `measureGains` sets them aside.
  ///   - threads: how many may be used; the result does not depend on it.
  ///   - progress: told how far it is.
  ///   - interruption: raised where it is to stop.
  /// - Throws: `UserError` for fewer than two tasks, and `.interrupted`.
  public func relations(
    _ settings: RelationSettings = RelationSettings(),
    verifyFraction: Double = StudySettings.ProtocolSection().verifyFraction,
    threads: Int = 1, progress: any ProgressReporter = SilentProgress(), interruption: Interruption = Interruption()
  ) throws -> RelationTable {
    let splits = ReplicateSplits(
      panel: self, settings: LabelSettings(verifyFraction: verifyFraction, seed: settings.seed))
    return try computeRelations(
      of: self, settings: settings, excludingLabelsOf: splits.isVerification, threads: threads, progress: progress,
      interruption: interruption
    ).table
  }

  /// Trains every task alone and a sample of the pairs, as `kindred label` does, and keeps what comes of it in memory.
  ///
  /// The same settings and seed give the gains of `gains.csv`, whatever `threads` is.
  ///
  /// - Parameters:
  ///   - settings: of the networks, and how much to measure.
  ///   - training: what differs from the plain way of training.
  ///   - seed: of splits, initial weights and the choice of pairs.
  ///   - runner: what trains, on splits of its own; the built-in networks unless it is given.
  ///   - threads: how many may be used; the result does not depend on it.
  ///   - progress: told how far it is.
  ///   - interruption: raised where it is to stop.
  /// - Throws: `UserError` for a setting out of bounds, for jobs that failed, and `.interrupted`; nothing is kept then.
  public func measureGains(
    _ settings: StudySettings.ProtocolSection = StudySettings.ProtocolSection(),
    training: TrainingSection = TrainingSection(), seed: UInt64 = 0,
    runner: (any JobRunner)? = nil, threads: Int = 1, progress: any ProgressReporter = SilentProgress(),
    interruption: Interruption = Interruption()
  ) throws -> MeasuredGains {
    useSingleThreadedBLAS()
    var study = StudySettings()
    study.protocol = settings
    study.training = training
    study.seed = seed
    try study.validate()
    try study.checkTaskWeights(tasks: tasks.map(\.name))
    study.resolve(layout: layout, taskCount: tasks.count)
    let splits = ReplicateSplits(panel: self, settings: study.labels)
    let networks = NetworkJobRunner(
      panel: self, training: study.aloneTraining, together: study.togetherTraining,
      taskWeights: study.weights(ofTasks: tasks.map(\.name)), settings: study.labels, splits: splits)
    let store = JournalStore(
      runner: RunnerWithLinearModels(runner ?? networks, networks: networks), taskCount: tasks.count,
      blockWeights: splits.blockWeights)
    let plan = try LabelPlanning(
      panel: self, settings: study, store: store, threads: max(1, threads), progress: progress,
      interruption: interruption
    ).plan()
    let missing = store.missing(of: plan.jobs)
    progress.begin("Measuring alone and in pairs", total: missing.count)
    try store.run(missing, threads: max(1, threads), progress: progress, interruption: interruption)
    progress.end("\(plan.sets.count) pairs")
    let failures = store.content.failures
    if let first = failures.keys.min(), let reason = failures[first] {
      throw UserError.jobsFailed(failures.count, of: plan.jobs.count, reason: reason)
    }
    return MeasuredGains(tasks: tasks, losses: store.losses.restricted(to: plan.jobs), seed: seed)
  }
}
