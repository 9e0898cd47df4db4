import Diagnostics

/// What journals are read into, line by line.
protocol JournalSink {
  var taskCount: Int { get }
  /// Whether outcomes are kept; without, lines are read for what became of their jobs alone.
  static var keepsOutcomes: Bool { get }
  /// Why jobs failed, wholly or for one of their tasks.
  var failures: [Job: String] { get set }
  /// Seconds that measured jobs of networks took, and their number: linear models take next to none beside a trainer from outside.
  var seconds: Double { get set }
  var measuredJobs: Int { get set }
  var tornLines: Int { get set }
  var foreignLines: Int { get set }

  /// Whether every task of a job has an outcome; nil where no task has.
  func completeness(of job: Job) -> Bool?
  mutating func record(_ job: Job, _ outcomes: [TaskOutcome?])
  /// Makes room for this many more jobs.
  mutating func reserve(_ jobs: Int)
}

extension JournalSink {
  mutating func reserve(_ jobs: Int) {}

  /// Takes one finished job: a second result of the same job is ignored, unless the first one was of some tasks alone.
  mutating func take(_ entry: JournalEntry) {
    let job = entry.job
    let known = completeness(of: job)
    if known == true { return }
    if let outcomes = entry.outcomes {
      if known == nil, job.learner == .network {
        measuredJobs += 1
        seconds += entry.seconds
      }
      record(job, outcomes)
      if entry.failure != nil || !failures.isEmpty { failures[job] = entry.failure }
    } else if known == nil {
      failures[job] = entry.failure
    }
  }
}

/// How far the jobs of a folder of journals are, without what they measured: quick to read where there are a million.
///
/// A line whose outcomes are damaged, and nothing else, counts as measured here.
package struct JournalTally: JournalSink, Sendable {
  let taskCount: Int
  var failures: [Job: String] = [:]
  var seconds = 0.0
  var measuredJobs = 0
  var tornLines = 0
  var foreignLines = 0
  private var isComplete: [Job: Bool] = [:]

  static var keepsOutcomes: Bool { false }

  /// Reads every journal of a folder, as `readJournals` does.
  package init(folder: String, panelHash: String, protocolHash: String, taskCount: Int) throws {
    self.taskCount = taskCount
    try read(folder, expected: JournalHeader(panel: panelHash, protocol: protocolHash))
  }

  func completeness(of job: Job) -> Bool? { isComplete[job] }

  mutating func record(_ job: Job, _ outcomes: [TaskOutcome?]) { isComplete[job] = outcomes.allSatisfy { $0 != nil } }

  mutating func reserve(_ jobs: Int) { isComplete.reserveCapacity(isComplete.count + jobs) }
}
