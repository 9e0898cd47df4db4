package import Labels
internal import Networks
internal import Panels
internal import Statistics

/// Runs the fits of one job after another on one trainer.
final class NetworkJobWorker: JobWorker {
  private let runner: NetworkJobRunner
  private let trainer: Trainer

  init(runner: NetworkJobRunner) {
    self.runner = runner
    trainer = Trainer(encoders: runner.encoders)
  }

  func run(_ job: Job) -> JobResult {
    runner.outcome(of: job) { fold in
      let result = trainer.fit(fold.request)
      return (result.testOutputs, result.epochs)
    }
  }
}

/// One fold of a job, for whatever learns it.
struct JobFold {
  let number: Int
  let request: FitRequest
  /// By head.
  let scales: [HeadScale]
  /// What a row of the panel is for.
  let role: (Int) -> RowRole?
}

/// Why a job ends without an outcome.
enum JobStop: Error {
  case failed(String)
  case interrupted
}

extension NetworkJobRunner {
  /// Runs a job's fits and scores what they predict, whatever learns.
  ///
  /// - Parameter fit: the outputs of every head on its test rows, and how many epochs it took.
  func outcome(of job: Job, fit: (JobFold) throws(JobStop) -> (outputs: [[Float]], epochs: Int)) -> JobResult {
    do throws(JobStop) { return try score(job, fit: fit) } catch {
      switch error {
      case .failed(let reason): return .failed(reason)
      case .interrupted: return .interrupted
      }
    }
  }

  private func score(
    _ job: Job, fit: (JobFold) throws(JobStop) -> (outputs: [[Float]], epochs: Int)
  ) throws(JobStop) -> JobResult {
    let foldOfRow = splits.foldOfRow(replicate: job.replicate)
    var pools = job.tasks.map { TestPool(kind: panel.tasks[$0].kind) }
    var epochs = 0
    for fold in fits(of: job) {
      let role = { row in self.role(ofRowIn: Int(foldOfRow[row]), fold: fold, phase: job.phase) }
      let (request, scales) = request(for: job, fold: fold, role: role)
      let result = try fit(JobFold(number: fold, request: request, scales: scales, role: role))
      epochs += result.epochs
      for head in job.tasks.indices {
        let test = request.heads[head].test
        pools[head].add(
          outputs: result.outputs[head], test: test,
          blocks: test.rows.map { splits.blockOfRow[$0] }, scale: scales[head])
      }
    }
    let outcomes = pools.map { $0.outcome() }
    let measured = outcomes.compactMap(\.self)
    if measured.count == outcomes.count { return .measured(measured, epochs: epochs) }
    let task = zip(job.tasks, outcomes).first { $0.1 == nil }?.0 ?? 0
    let reason = "task \(panel.tasks[task].name): no finite loss on its test rows"
    return measured.isEmpty ? .failed(reason) : .partly(outcomes, epochs: epochs, reason: reason)
  }

  /// What a row is used for that lies in fold `place`, -1 for verification rows; nil where it is not used.
  package func role(ofRowIn place: Int, fold: Int, phase: Job.Phase) -> RowRole? {
    if panel.times != nil { return role(inTimeOf: place, fold: fold, phase: phase) }
    switch phase {
    case .develop:
      if place < 0 { return nil }
      return place == fold ? .test : place == (fold + 1) % settings.folds ? .validation : .train
    case .verify:
      return place < 0 ? .test : place == fold ? .validation : .train
    }
  }

  /// The same where folds go by time: nothing is trained on what comes later than what it is tested on.
  private func role(inTimeOf place: Int, fold: Int, phase: Job.Phase) -> RowRole? {
    let use: FoldUse?
    switch phase {
    case .develop: use = place < 0 ? nil : TimeFolds.use(of: place, testing: fold, count: settings.folds)
    case .verify: use = place < 0 ? .test : TimeFolds.use(of: place, count: settings.folds)
    }
    return use.map { $0 == .train ? .train : $0 == .stop ? .validation : .test }
  }

  /// The folds that a job trains: all of them, or for verification the one that stops early.
  private func fits(of job: Job) -> [Int] {
    switch job.phase {
    case .develop: Array(0..<settings.folds)
    case .verify: [job.replicate % settings.folds]
    }
  }
}
