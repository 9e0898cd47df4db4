internal import Synchronization

/// Where the threads of a run get their jobs from.
package protocol JobQueue: Sendable {
  /// The most jobs there can be.
  var count: Int { get }
  /// The next job, waited for where others may still give theirs back; nil when no more will come.
  func next() throws -> Job?
  /// A job has ended and is in the journal.
  func end(_ job: Job)
  /// A job was not run to its end.
  func giveBack(_ job: Job)
}

/// A list of jobs, in its order.
final class JobList: JobQueue {
  private let jobs: [Job]
  private let taken = Mutex(0)

  init(_ jobs: [Job]) { self.jobs = jobs }

  var count: Int { jobs.count }

  func next() -> Job? {
    taken.withLock { taken in
      guard taken < jobs.count else { return nil }
      defer { taken += 1 }
      return jobs[taken]
    }
  }

  func end(_ job: Job) {}
  func giveBack(_ job: Job) {}
}
