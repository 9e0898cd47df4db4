package import Diagnostics
internal import Foundation
internal import Synchronization
internal import Tables

/// What was measured, and what measures more: the journals of a study, read once and added to as jobs end, or memory alone.
///
/// Not thread-safe; jobs run on threads of their own.
package final class JournalStore {
  /// Where the journals lie, and of which panel they are; nil where nothing is kept.
  private let place: (folder: String, panelHash: String)?
  private let runner: any JobRunner
  /// Everything measured so far, by whichever shard.
  package private(set) var content: JournalContent

  /// Reads the journals of a folder; none there is an empty store.
  ///
  /// Throws where a journal belongs to another panel or to a runner of another identity.
  package init(
    folder: String, panelHash: String, runner: any JobRunner, taskCount: Int, blockWeights: BlockWeights? = nil
  ) throws {
    place = (folder, panelHash)
    self.runner = runner
    content = try readJournals(
      in: folder, panelHash: panelHash, protocolHash: runner.identity.protocolHash, taskCount: taskCount,
      blockWeights: blockWeights)
  }

  /// An empty store whose measurements are kept in memory alone.
  package init(runner: any JobRunner, taskCount: Int, blockWeights: BlockWeights? = nil) {
    place = nil
    self.runner = runner
    content = JournalContent(table: LossTable(taskCount: taskCount, blockWeights: blockWeights))
  }

  /// Whose measurements these are.
  package var identity: RunnerIdentity { runner.identity }

  /// How many jobs run at once on `threads` threads.
  package func jobsAtOnce(threads: Int) -> Int { runner.jobsAtOnce(threads: threads) }

  /// The raw losses.
  package var losses: LossTable { content.table }

  /// Jobs that this store ran.
  private var tried: Set<Job> = []

  /// Of `jobs`, those that are still to be measured, in their order. One that failed is left alone, unless the runner says that it
  /// may mend itself, and then it is tried once a store.
  package func missing(of jobs: [Job]) -> [Job] {
    jobs.filter { job in
      guard content.table.outcomes[job] == nil else { return false }
      return content.failures[job] == nil || (runner.mayMendItself && !tried.contains(job))
    }
  }

  /// Runs jobs in order and keeps what comes of them, also where the run is interrupted.
  ///
  /// - Parameter journal: the name of the file that this process alone adds to.
  package func run(
    _ jobs: [Job], journal: String = Shard.whole.journalName, threads: Int, progress: any ProgressReporter,
    interruption: Interruption
  ) throws {
    try run(JobList(jobs), journal: journal, threads: threads, progress: progress, interruption: interruption)
  }

  /// Runs those of the jobs that no other process takes, and waits until all are measured, by whomever; what others measured
  /// is in their journals.
  package func share(
    _ jobs: [Job], threads: Int, progress: any ProgressReporter, interruption: Interruption
  ) throws {
    guard let place else { return }
    let name = PartFile.uniqueName
    let queue = try SharedJobs(
      jobs, folder: "\(place.folder)/\(Self.claims)/\(runner.identity.protocolHash)", claimant: name,
      interruption: interruption)
    try run(queue, journal: "journal-\(name).jsonl", threads: threads, progress: progress, interruption: interruption)
  }

  /// Removes the claims of shared work, when all of it is done.
  package func removeClaims() {
    guard let place else { return }
    try? FileManager.default.removeItem(atPath: place.folder + "/" + Self.claims)
  }

  private static let claims = "claims"

  private func run(
    _ queue: any JobQueue, journal: String, threads: Int, progress: any ProgressReporter, interruption: Interruption
  ) throws {
    let ended = Mutex<[JournalEntry]>([])
    defer {
      for entry in ended.withLock({ $0 }) {
        content.take(entry)
        tried.insert(entry.job)
      }
    }
    let note = { @Sendable (entry: JournalEntry) in ended.withLock { $0.append(entry) } }
    if let place {
      try JobExecution(
        runner: runner, threads: threads, folder: place.folder, journal: journal, panelHash: place.panelHash
      ).run(queue, progress: progress, interruption: interruption, ended: note)
    } else {
      try JobPool(runner: runner, threads: threads)
        .run(queue, progress: progress, interruption: interruption, ended: note)
    }
  }
}
