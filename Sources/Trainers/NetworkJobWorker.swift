internal import Labels
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
    let foldOfRow = runner.splits.foldOfRow(replicate: job.replicate)
    let count = runner.settings.folds
    var pools = job.tasks.map { TestPool(kind: runner.panel.tasks[$0].kind) }
    var epochs = 0
    for fold in fits(of: job) {
      let (request, scales) = runner.request(for: job, fold: fold) { row in
        let place = Int(foldOfRow[row])
        switch job.phase {
        case .develop:
          if place < 0 { return nil }
          return place == fold ? .test : place == (fold + 1) % count ? .validation : .train
        case .verify:
          return place < 0 ? .test : place == fold ? .validation : .train
        }
      }
      let result = trainer.fit(request)
      epochs += result.epochs
      for head in job.tasks.indices {
        let test = request.heads[head].test
        pools[head].add(
          outputs: result.testOutputs[head], targets: test.targets, weights: test.weights, scale: scales[head])
      }
    }
    var outcomes: [TaskOutcome] = []
    for (pool, task) in zip(pools, job.tasks) {
      guard let outcome = pool.outcome() else {
        return .failed("task \(runner.panel.tasks[task].name): no finite loss on its test rows")
      }
      outcomes.append(outcome)
    }
    return .measured(outcomes, epochs: epochs)
  }

  /// The folds that a job trains: all of them, or for verification the one that stops early.
  private func fits(of job: Job) -> [Int] {
    switch job.phase {
    case .develop: Array(0..<runner.settings.folds)
    case .verify: [job.replicate % runner.settings.folds]
    }
  }
}
