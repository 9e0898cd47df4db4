internal import Diagnostics
internal import Dispatch
internal import Statistics
internal import Synchronization

/// Threads that run jobs, one job a thread at a time.
struct JobPool: Sendable {
  let runner: any JobRunner
  let threads: Int

  init(runner: any JobRunner, threads: Int) {
    self.runner = runner
    self.threads = max(1, runner.jobsAtOnce(threads: max(1, threads)))
  }

  /// Runs `jobs` in order and tells of each that ended, from the thread that ran it; an error of `ended` stops all threads.
  ///
  /// When `interruption` is raised no further job is begun, those in flight end, and `UserError.interrupted` is thrown.
  func run(
    _ jobs: [Job], progress: any ProgressReporter, interruption: Interruption,
    ended: @Sendable (JournalEntry) throws -> Void
  ) throws {
    guard !jobs.isEmpty else { return }
    let next = Atomic<Int>(0)
    let failure = Mutex<(any Error)?>(nil)
    let abandoned = Atomic<Bool>(false)
    DispatchQueue.concurrentPerform(iterations: min(threads, jobs.count)) { _ in
      let worker = runner.makeWorker(interruption: interruption)
      while !interruption.isRaised && failure.withLock({ $0 == nil }) {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < jobs.count else { return }
        do {
          guard let entry = measure(jobs[index], by: worker) else { return abandoned.store(true, ordering: .relaxed) }
          try ended(entry)
          progress.advance(by: 1)
        } catch { failure.withLock { $0 = $0 ?? error } }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    if abandoned.load(ordering: .relaxed) || next.load(ordering: .relaxed) < jobs.count { try interruption.check() }
  }

  /// The journal's line of a job; nil where the worker gave it up.
  private func measure(_ job: Job, by worker: any JobWorker) -> JournalEntry? {
    let start = DispatchTime.now().uptimeNanoseconds
    let result = worker.run(job)
    var entry = JournalEntry(
      phase: job.phase, learner: job.learner == .network ? nil : job.learner, tasks: job.tasks.tasks,
      replicate: job.replicate, epochs: 0, seconds: 0)
    switch result {
    case .measured(let outcomes, let epochs):
      entry.outcomes = outcomes
      entry.epochs = epochs
    case .partly(let outcomes, let epochs, let reason):
      entry.outcomes = outcomes
      entry.epochs = epochs
      entry.failure = reason
    case .failed(let reason): entry.failure = reason
    case .interrupted: return nil
    }
    entry.seconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
    return entry
  }
}
