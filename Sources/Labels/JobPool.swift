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

  /// Failures that are told as they come; the rest are counted.
  private static let toldFailures = 3

  /// What the threads have come to.
  private struct State {
    var ended = 0
    var failed = 0
    var error: (any Error)?
    /// Whether a job was given up, or not begun.
    var isCutShort = false
  }

  /// Runs the jobs of a queue and tells of each that ended, from the thread that ran it; an error of `ended` stops all threads.
  ///
  /// When `interruption` is raised no further job is begun, those in flight end, and `UserError.interrupted` is thrown. Where
  /// the runner gives up after too many failures no further job is begun either, and the reason is thrown.
  func run(
    _ queue: any JobQueue, progress: any ProgressReporter, interruption: Interruption,
    ended: @escaping @Sendable (JournalEntry) throws -> Void
  ) throws {
    guard queue.count > 0 else { return }
    let state = Mutex(State())
    onThreads(min(threads, queue.count)) {
      let worker = runner.makeWorker(interruption: interruption)
      while state.withLock({ $0.error == nil && !$0.isCutShort }) {
        do {
          guard let job = try queue.next() else { return }
          guard !interruption.isRaised, let entry = measure(job, by: worker) else {
            queue.giveBack(job)
            return state.withLock { $0.isCutShort = true }
          }
          try ended(entry)
          queue.end(job)
          progress.advance(by: 1)
          try note(entry, in: state, progress: progress)
        } catch { state.withLock { $0.error = $0.error ?? error } }
      }
    }
    if let error = state.withLock({ $0.error }) { throw error }
    if state.withLock({ $0.isCutShort }) { try interruption.check() }
  }

  /// Counts a job that ended; throws where too many have failed.
  private func note(_ entry: JournalEntry, in state: borrowing Mutex<State>, progress: any ProgressReporter) throws {
    let (ended, failed) = state.withLock { state in
      state.ended += 1
      if entry.outcomes == nil { state.failed += 1 }
      return (state.ended, state.failed)
    }
    guard entry.outcomes == nil, let reason = entry.failure else { return }
    if failed <= Self.toldFailures { progress.note("  job \(entry.job.identifier) failed: \(reason)") }
    if runner.givesUp(failed: failed, of: ended) {
      throw UserError.tooManyFailures(failed, of: ended, job: entry.job.identifier, reason: reason)
    }
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
