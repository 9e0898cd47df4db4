internal import Statistics

/// How long jobs of networks take on one thread, in proportion to the rows that they train on, from jobs that have been measured;
/// linear models are left out.
package struct JobCost: Sendable {
  private let rows: [Int]
  private let sharedRows: Int?
  private let secondsPerRow: Double

  /// - Parameters:
  ///   - seconds: of one thread that jobs took.
  ///   - jobs: those.
  ///   - rows: of each task.
  ///   - sharedRows: rows of the panel where tasks share them, so that no job trains on more.
  /// - Returns: nil where nothing was measured.
  package init?(seconds: Double, jobs: some Sequence<Job>, rows: [Int], sharedRows: Int?) {
    self.rows = rows
    self.sharedRows = sharedRows
    let measured = Self.rows(of: jobs, rows: rows, sharedRows: sharedRows)
    guard measured > 0, seconds > 0 else { return nil }
    secondsPerRow = seconds / Double(measured)
  }

  /// The same of everything measured so far.
  package init?(of content: JournalContent, rows: [Int], sharedRows: Int?) {
    self.init(seconds: content.seconds, jobs: content.table.outcomes.keys, rows: rows, sharedRows: sharedRows)
  }

  /// Seconds of one thread.
  package func seconds(of jobs: some Sequence<Job>) -> Double {
    secondsPerRow * Double(Self.rows(of: jobs, rows: rows, sharedRows: sharedRows))
  }

  private static func rows(of jobs: some Sequence<Job>, rows: [Int], sharedRows: Int?) -> Int {
    jobs.reduce(0) { $0 + ($1.learner == .network ? Self.rows(of: $1, rows: rows, sharedRows: sharedRows) : 0) }
  }

  /// Rows that jobs train on.
  package static func rows(of job: Job, rows: [Int], sharedRows: Int?) -> Int {
    min(job.tasks.reduce(0) { $0 + rows[$1] }, sharedRows ?? .max)
  }
}
