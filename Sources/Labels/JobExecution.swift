package import Diagnostics
internal import Foundation

/// Runs jobs on some threads and writes each to a journal as it ends.
package struct JobExecution: Sendable {
  let pool: JobPool
  let folder: String
  /// The name of the journal that this process writes.
  let journal: String
  let header: JournalHeader

  /// - Parameter folder: where the journals lie; made if it is not there.
  package init(
    runner: any JobRunner, threads: Int, folder: String, journal: String = Shard.whole.journalName, panelHash: String
  ) {
    pool = JobPool(runner: runner, threads: threads)
    self.folder = folder
    self.journal = journal
    header = JournalHeader(panel: panelHash, protocol: runner.identity.protocolHash)
  }

  /// Runs `jobs` in order.
  ///
  /// When `interruption` is raised no further job is begun, those in flight end and are written, and
  /// `UserError.interrupted` is thrown. The first error of the journal stops all threads the same way.
  package func run(
    _ jobs: [Job], progress: any ProgressReporter = SilentProgress(), interruption: Interruption = Interruption()
  ) throws { try run(JobList(jobs), progress: progress, interruption: interruption) { _ in } }

  /// The same; tells of every journal line that was written, from the thread that wrote it.
  func run(
    _ queue: any JobQueue, progress: any ProgressReporter, interruption: Interruption,
    ended: @escaping @Sendable (JournalEntry) -> Void
  ) throws {
    guard queue.count > 0 else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch { throw UserError.cannotWriteJournal(folder, reason: "the folder cannot be made") }
    let journal = try Journal(path: folder + "/" + self.journal, header: header)
    defer { journal.synchronise() }
    // Behind the own header, so that of two that begin together with different settings one at least sees the other.
    do { try checkOthers() } catch {
      journal.withdraw()
      throw error
    }
    try pool.run(queue, progress: progress, interruption: interruption) { entry in
      try journal.append(entry)
      ended(entry)
    }
  }

  /// Throws where another journal of the folder is of another panel or protocol.
  private func checkOthers() throws {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for file in files where file != journal && file.hasPrefix("journal-") && file.hasSuffix(".jsonl") {
      let path = folder + "/" + file
      guard let handle = FileHandle(forReadingAtPath: path) else { continue }
      defer { try? handle.close() }
      let line = ((try? handle.read(upToCount: 4096)) ?? Data()).prefix { $0 != UInt8(ascii: "\n") }
      if let found = try? JSONDecoder().decode(JournalHeader.self, from: line) {
        try found.check(against: header, path: path)
      }
    }
  }
}
