package import Diagnostics
package import Foundation
internal import Synchronization

/// Jobs that several processes, on one machine or many, take from each other's list through a folder, one at a time.
///
/// A job is claimed by creating a file exclusively, which is atomic on NFS too; the file names its claimant. A claimant is alive as
/// long as its heartbeat file is touched; the job of one that is not goes to whoever creates the claim of the next generation.
/// A claimant that was only slow can therefore measure a job a second time, which readers of journals ignore. No clock of a machine
/// counts: heartbeats are compared with one's own, as the folder's server dates both.
package final class SharedJobs: JobQueue {
  private let jobs: [Job]
  private let folder: String
  private let claimant: String
  private let interruption: Interruption
  private let state: Mutex<State>
  private let heart: Heartbeat

  private struct State {
    /// Places of jobs that nobody is known to have ended.
    var open: [Int]
  }

  /// Seconds without a heartbeat after which a claimant is taken for dead.
  let patience: TimeInterval

  /// - Parameters:
  ///   - jobs: the same list, in the same order, for all processes; those that are measured already may lack.
  ///   - folder: of the claims of one protocol; made if it is not there.
  ///   - claimant: a name that no other process has.
  package init(
    _ jobs: [Job], folder: String, claimant: String, interruption: Interruption, patience: TimeInterval = 30
  ) throws {
    self.jobs = jobs
    self.folder = folder
    self.claimant = claimant
    self.interruption = interruption
    self.patience = patience
    state = Mutex(State(open: Array(jobs.indices)))
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch { throw UserError.cannotWriteJournal(folder, reason: "the folder cannot be made") }
    heart = try Heartbeat(path: folder + "/" + claimant + ".alive", every: patience / 6)
  }

  package var count: Int { jobs.count }

  package func next() throws -> Job? {
    while true {
      let places = state.withLock { $0.open }
      if places.isEmpty { return nil }
      for place in places {
        if interruption.isRaised { throw UserError.interrupted }
        switch try claim(jobs[place]) {
        case .mine:
          state.withLock { state in state.open.removeAll { $0 == place } }
          return jobs[place]
        case .ended: state.withLock { state in state.open.removeAll { $0 == place } }
        case .others: continue
        }
      }
      // Whatever is left is somebody's, who may yet die.
      for _ in 0..<10 where !interruption.isRaised { usleep(50_000) }
    }
  }

  package func end(_ job: Job) { create(path(job, "ended"), holding: "") }

  package func giveBack(_ job: Job) {
    // The next generation is anybody's at once.
    if let last = generations(of: job), claimantOf(job, last) == claimant {
      create(path(job, "\(last).free"), holding: "")
    }
  }

  private enum Claim { case mine, ended, others }

  private func claim(_ job: Job) throws -> Claim {
    if exists(path(job, "ended")) { return .ended }
    let last = generations(of: job)
    if let last, !isFree(job, last) { return .others }
    let next = path(job, "\((last ?? -1) + 1).claim")
    guard create(next, holding: claimant) else {
      // Without its folder the work is over: who found all of it measured has taken the claims away.
      return exists(path(job, "ended")) || !exists(folder) ? .ended : .others
    }
    // Somebody may have ended it between the two looks.
    return exists(path(job, "ended")) ? .ended : .mine
  }

  /// Whether the claimant of a generation gave the job back, or is dead.
  private func isFree(_ job: Job, _ generation: Int) -> Bool {
    if exists(path(job, "\(generation).free")) { return true }
    guard let other = claimantOf(job, generation) else { return false }
    if other == claimant { return false }
    guard let theirs = Heartbeat.time(of: folder + "/" + other + ".alive") else { return true }
    return heart.lastBeat - theirs > patience
  }

  /// The latest generation of claims to a job; nil for none.
  private func generations(of job: Job) -> Int? {
    var last: Int?
    while exists(path(job, "\((last ?? -1) + 1).claim")) { last = (last ?? -1) + 1 }
    return last
  }

  /// Who claimed; nil while the claim is being written.
  private func claimantOf(_ job: Job, _ generation: Int) -> String? {
    guard let data = FileManager.default.contents(atPath: path(job, "\(generation).claim")), !data.isEmpty else {
      return nil
    }
    return String(decoding: data, as: UTF8.self)
  }

  private func path(_ job: Job, _ ending: String) -> String { "\(folder)/\(job.identifier).\(ending)" }

  private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Creates a file with its content at once, under a name of its own first; whether it was not there.
  @discardableResult
  private func create(_ path: String, holding text: String) -> Bool {
    let aside = "\(folder)/\(claimant).\(UInt64.random(in: .min ... .max)).aside"
    guard FileManager.default.createFile(atPath: aside, contents: Data(text.utf8)) else { return false }
    defer { unlink(aside) }
    if link(aside, path) == 0 { return true }
    // Over NFS an answer can be lost.
    var information = stat()
    return stat(aside, &information) == 0 && information.st_nlink == 2
  }
}
