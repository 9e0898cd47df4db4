public import Diagnostics
internal import Dispatch
internal import Foundation
internal import Synchronization

/// Runs jobs on some threads, one job a thread at a time, and writes each to a journal as it ends.
public struct JobExecution: Sendable {
  let runner: any JobRunner
  let threads: Int
  let folder: String
  let shard: Shard
  let header: JournalHeader

  /// - Parameter folder: where the journals lie; made if it is not there.
  public init(
    runner: any JobRunner, threads: Int, folder: String, shard: Shard = .whole, panelHash: String
  ) {
    self.runner = runner
    self.threads = max(1, runner.jobsAtOnce(threads: max(1, threads)))
    self.folder = folder
    self.shard = shard
    header = JournalHeader(panel: panelHash, protocol: runner.identity.protocolHash)
  }

  /// Runs `jobs` in order.
  ///
  /// When `interruption` is raised no further job is begun, those in flight end and are written, and
  /// `UserError.interrupted` is thrown. The first error of the journal stops all threads the same way.
  public func run(
    _ jobs: [Job], progress: any ProgressReporter = SilentProgress(), interruption: Interruption = Interruption()
  ) throws { try run(jobs, progress: progress, interruption: interruption) { _ in } }

  /// The same; tells of every journal line that was written, from the thread that wrote it.
  func run(
    _ jobs: [Job], progress: any ProgressReporter, interruption: Interruption,
    ended: @Sendable (JournalEntry) -> Void
  ) throws {
    guard !jobs.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch { throw UserError.cannotWriteJournal(folder, reason: "the folder cannot be made") }
    let journal = try Journal(path: folder + "/" + shard.journalName, header: header)
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
          try journal.append(entry)
          ended(entry)
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
    var entry = JournalEntry(phase: job.phase, tasks: job.tasks, replicate: job.replicate, epochs: 0, seconds: 0)
    switch result {
    case .measured(let outcomes, let epochs):
      entry.outcomes = outcomes
      entry.epochs = epochs
    case .failed(let reason): entry.failure = reason
    case .interrupted: return nil
    }
    entry.seconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
    return entry
  }
}
