public import Diagnostics
internal import Synchronization

/// The journals of a study: read once, and added to as jobs end.
///
/// Not thread-safe; jobs run on threads of their own.
public final class JournalStore {
  private let folder: String
  private let panelHash: String
  private let runner: any JobRunner
  /// Everything measured so far, by whichever shard.
  public private(set) var content: JournalContent

  /// Reads the journals of a folder; none there is an empty store.
  ///
  /// Throws where a journal belongs to another panel or to a runner of another identity.
  public init(folder: String, panelHash: String, runner: any JobRunner, taskCount: Int) throws {
    self.folder = folder
    self.panelHash = panelHash
    self.runner = runner
    content = try readJournals(
      in: folder, panelHash: panelHash, protocolHash: runner.identity.protocolHash, taskCount: taskCount)
  }

  /// Whose measurements these are.
  public var identity: RunnerIdentity { runner.identity }

  /// The raw losses.
  public var losses: LossTable { content.table }

  /// Of `jobs`, those that have not been measured, in their order.
  public func missing(of jobs: [Job]) -> [Job] { jobs.filter { content.table.outcomes[$0] == nil } }

  /// Runs jobs in order and keeps what comes of them, also where the run is interrupted.
  public func run(
    _ jobs: [Job], shard: Shard = .whole, threads: Int, progress: any ProgressReporter, interruption: Interruption
  ) throws {
    let ended = Mutex<[JournalEntry]>([])
    defer { for entry in ended.withLock({ $0 }) { content.take(entry) } }
    try JobExecution(runner: runner, threads: threads, folder: folder, shard: shard, panelHash: panelHash)
      .run(jobs, progress: progress, interruption: interruption) { entry in ended.withLock { $0.append(entry) } }
  }
}
