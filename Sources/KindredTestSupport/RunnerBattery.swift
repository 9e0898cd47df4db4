internal import Diagnostics
public import Labels

/// What every runner of jobs must do, for a runner of any making.
public struct RunnerBattery {
  private let runner: any JobRunner
  private let taskCount: Int

  /// - Parameter taskCount: of the panel that the runner trains; at least three, all of which it can train.
  public init(_ runner: any JobRunner, taskCount: Int) {
    precondition(taskCount >= 3, "sets of three tasks are run")
    self.runner = runner
    self.taskCount = taskCount
  }

  /// Alone, pairs, a group; two replicates; development and verification.
  private var jobs: [Job] {
    [[0], [1], [0, 1], [1, 2], Array(0..<taskCount)].flatMap { tasks in
      [Job.Phase.develop, .verify].flatMap { phase in (0..<2).map { Job(tasks: tasks, replicate: $0, phase: phase) } }
    }
  }

  /// What the runner does wrong, each in a sentence; empty for a good one.
  public func flaws() -> [String] {
    var flaws: [String] = []
    let first = runner.makeWorker()
    let results = jobs.map { ($0, first.run($0)) }
    for (job, result) in results {
      guard case .measured(let outcomes, let epochs) = result else {
        flaws.append("\(job) was not measured: \(result)")
        continue
      }
      if outcomes.count != job.tasks.count { flaws.append("\(job) has \(outcomes.count) outcomes") }
      if epochs < 0 { flaws.append("\(job) took \(epochs) epochs") }
      for outcome in outcomes where !(outcome.loss.isFinite && outcome.nullLoss.isFinite && outcome.rows > 0) {
        flaws.append("\(job) has an outcome that is none: \(outcome)")
      }
    }
    // What a worker ran before must not matter, nor which worker runs it.
    let second = runner.makeWorker()
    for (job, result) in results.reversed() where second.run(job) != result {
      flaws.append("\(job) depends on what was run before it")
    }
    if runner.identity != runner.identity || runner.identity.name.isEmpty || runner.identity.protocolHash.isEmpty {
      flaws.append("the identity is empty or changes")
    }
    for threads in [1, 2, 64] where !(1...max(64, threads)).contains(runner.jobsAtOnce(threads: threads)) {
      flaws.append("\(runner.jobsAtOnce(threads: threads)) jobs at once for \(threads) threads")
    }
    return flaws + interruptionFlaws(Dictionary(uniqueKeysWithValues: results.map { ($0.0, $0.1) }))
  }

  /// A worker that is told to stop gives up or ends its job, and never gives something else.
  private func interruptionFlaws(_ results: [Job: JobResult]) -> [String] {
    let interruption = Interruption()
    interruption.raise()
    let worker = runner.makeWorker(interruption: interruption)
    return jobs.prefix(3).compactMap { job in
      let result = worker.run(job)
      return result == .interrupted || result == results[job] ? nil : "\(job), interrupted, gave \(result)"
    }
  }
}
