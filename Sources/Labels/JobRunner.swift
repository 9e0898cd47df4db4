/// What measures jobs: the built-in trainer, or whatever else can score a set of tasks on a split.
///
/// A runner is shared by all threads; each thread asks it for a worker of its own.
public protocol JobRunner: Sendable {
  func makeWorker() -> any JobWorker
}

/// Measures one job at a time on one thread; may keep buffers from job to job.
///
/// The result depends on the job alone, never on what the worker ran before.
public protocol JobWorker {
  func run(_ job: Job) -> JobResult
}

/// What came of a job.
public enum JobResult: Sendable, Equatable {
  /// One outcome a task of the job, and the epochs of all its fits together.
  case measured([TaskOutcome], epochs: Int)
  /// Why nothing could be measured.
  case failed(String)
}
