internal import Diagnostics
internal import Foundation
internal import Labels
internal import Networks
internal import Panels
internal import Statistics

/// Calls a trainer for one fold after another.
struct ExternalJobWorker: JobWorker {
  let runner: ExternalJobRunner
  let interruption: Interruption

  /// The exit code with which a trainer asks to be called again.
  private static let tryAgain: CInt = 75

  func run(_ job: Job) -> JobResult {
    runner.networks.outcome(of: job) { (fold) throws(JobStop) in
      if interruption.isRaised { throw JobStop.interrupted }
      let predictions = try predict(fold, of: job)
      return (predictions.enumerated().map { Self.outputs($1, scale: fold.scales[$0]) }, 0)
    }
  }

  /// What the trainer predicts, by task and test row, in the targets' units.
  private func predict(_ fold: JobFold, of job: Job) throws(JobStop) -> [[Double]] {
    let tests = fold.request.heads.map(\.test.rows)
    if tests.allSatisfy(\.isEmpty) { return tests.map { _ in [] } }
    let table = TrainingTable(
      name: job.identifier, members: job.tasks.tasks, source: runner.source, hidesTests: true, role: fold.role)
    let weights = job.tasks.map { runner.networks.taskWeights[$0] }
    let trainerJob = TrainerJob(
      job: job, fold: fold.number, table: table, panel: runner.source.panel,
      seed: runner.seed(replicate: job.replicate, fold: fold.number),
      objective: runner.networks.together.objective.rawValue,
      taskWeights: weights.contains { $0 != 1 } ? weights : nil)
    let folder: JobFolder
    do {
      folder = try JobFolder(trainerJob.name, in: runner.folder)
      try trainerJob.write(to: folder.path)
    } catch { throw JobStop.failed("its folder in \(runner.folder) cannot be written") }
    do throws(JobStop) {
      try call(trainerJob, in: folder)
      let values = try Self.read(trainerJob, in: folder, tests: tests)
      if runner.keepsFolders { folder.keep() } else { folder.discard() }
      return values
    } catch {
      if case .interrupted = error { folder.remove() } else { folder.keep() }
      throw error
    }
  }

  /// Calls the trainer until it ends well, or has had its chances.
  private func call(_ job: TrainerJob, in folder: JobFolder) throws(JobStop) {
    let retries = runner.settings.retries ?? 2
    var (calls, errors) = (0, 0)
    while true {
      folder.clear()
      calls += 1
      let end: TrainerEnd
      do { end = try process(job, in: folder).run(under: runner.guardian, interruption: interruption) } catch {
        throw JobStop.failed("fold \(job.fold): \(error.found)")
      }
      switch end {
      case .exited(0): return
      case .interrupted: throw JobStop.interrupted
      case .exited(Self.tryAgain), .signalled, .timedOut:
        if calls <= retries { continue }
      case .exited:
        errors += 1
        if errors < 2, calls <= retries { continue }
      }
      throw JobStop.failed(failure(end, of: job, calls: calls, said: folder.lastWords()))
    }
  }

  private func process(_ job: TrainerJob, in folder: JobFolder) -> TrainerProcess {
    let values = job.values(folder: folder.path)
    var environment = ProcessInfo.processInfo.environment
    for (placeholder, value) in values { environment[placeholder.variable] = value }
    let words = runner.command.words(filledWith: values, targets: job.table.taskColumns)
    return TrainerProcess(
      words: [runner.executable] + words.dropFirst(), environment: environment, log: folder.log,
      timeout: runner.settings.timeout.flatMap { $0 > 0 ? $0 : nil })
  }

  /// `fold 2: exit code 3, twice; it said: ...`.
  private func failure(_ end: TrainerEnd, of job: TrainerJob, calls: Int, said: String?) -> String {
    let what =
      switch end {
      case .exited(let code): "exit code \(code)"
      case .signalled(let number): "ended by signal \(number)"
      case .timedOut: "took longer than \(NumberText.significant(runner.settings.timeout ?? 0)) s (--trainer-timeout)"
      case .interrupted: "interrupted"
      }
    let times = calls == 1 ? "" : calls == 2 ? ", twice" : ", \(calls) times"
    return "fold \(job.fold): \(what)\(times)" + (said.map { "; it said: \(UserError.shown($0, limit: 300))" } ?? "")
  }

  private static func read(_ job: TrainerJob, in folder: JobFolder, tests: [[Int]]) throws(JobStop) -> [[Double]] {
    let kinds = job.job.tasks.map { job.panel.tasks[$0].kind }
    do throws(TrainerPredictions.Refusal) {
      return try TrainerPredictions(
        folder.path + "/" + TrainerJob.predictions, table: job.table, kinds: kinds, rows: tests
      ).values
    } catch { throw JobStop.failed("fold \(job.fold): \(error.reason)") }
  }

  /// Nearer to 0 or 1 no probability is taken to be, as one that is wrong would cost an infinite loss.
  private static let leastProbability = 1e-7

  /// Predictions as a head's outputs: standardised as its targets, or log odds.
  private static func outputs(_ values: [Double], scale: HeadScale) -> [Float] {
    values.map { value in
      guard scale.kind == .classification else { return Float((value - scale.mean) / scale.deviation) }
      let probability = min(max(value, leastProbability), 1 - leastProbability)
      return Float(log(probability / (1 - probability)))
    }
  }
}
