public import Diagnostics
internal import LinearAlgebra

/// What measures jobs: the built-in networks, or whatever else can score a set of tasks on a split.
///
/// A runner is shared by all threads; each thread asks it for a worker of its own.
public protocol JobRunner: Sendable {
  /// What decides a job's result besides the job itself. Journals of a runner with another identity are refused.
  var identity: RunnerIdentity { get }

  /// How many jobs to run at once where `threads` threads may be used; `threads` unless the runner says otherwise.
  func jobsAtOnce(threads: Int) -> Int

  /// Whether to begin no further job after `failed` of the `ended` jobs of a run gave no outcome; never unless the runner
  /// says otherwise.
  func givesUp(failed: Int, of ended: Int) -> Bool

  /// Whether a job that gave no outcome may give one the next time, so that later commands try it again; never unless the
  /// runner says otherwise, as a result depends on the job alone.
  var mayMendItself: Bool { get }

  /// A worker for one thread.
  ///
  /// - Parameter interruption: raised where the run is to stop. A worker may give up its job then, with `.interrupted`, and
  ///   nothing of it is written.
  func makeWorker(interruption: Interruption) -> any JobWorker
}

extension JobRunner {
  /// One job a thread.
  public func jobsAtOnce(threads: Int) -> Int { threads }

  /// Never: all jobs of a run are tried.
  public func givesUp(failed: Int, of ended: Int) -> Bool { false }

  /// No: the same job would fail in the same way.
  public var mayMendItself: Bool { false }

  /// A worker that nobody interrupts.
  public func makeWorker() -> any JobWorker { makeWorker(interruption: Interruption()) }
}

/// Measures one job at a time on one thread; may keep buffers from job to job.
///
/// The result depends on the job alone, never on what the worker ran before.
public protocol JobWorker {
  /// What came of a job; a failure is a result too.
  func run(_ job: Job) -> JobResult
}

/// What came of a job.
public enum JobResult: Sendable, Equatable {
  /// One outcome a task of the job, and the epochs of all its fits together.
  case measured([TaskOutcome], epochs: Int)
  /// The same where some tasks have no outcome (nil), and why the first of them has none; the others count.
  case partly([TaskOutcome?], epochs: Int, reason: String)
  /// Why nothing could be measured.
  case failed(String)
  /// The run was interrupted before the job ended; it is measured by the next one.
  case interrupted
}

/// Who measured: two runners of one identity give the same result for the same job.
public struct RunnerIdentity: Equatable, Sendable {
  /// For people: `networks`, or what a runner from outside calls itself.
  public let name: String
  /// A hash of everything that decides a job's result, as 16 hex digits; journals carry it.
  public let protocolHash: String

  /// An identity with a hash of its own making.
  public init(name: String, protocolHash: String) {
    self.name = name
    self.protocolHash = protocolHash
  }

  /// The identity of a runner from outside: its name, the splits, and whatever settings its results depend on, as text.
  ///
  /// Numbers of replicates are not among the settings that count: more can be added to a journal that is there.
  public init(name: String, labels: LabelSettings, settings: [String]) {
    var fingerprint = Fingerprint()
    fingerprint.add("kindred labels of another runner 1")
    for text in [name] + settings { fingerprint.add(text) }
    fingerprint.add(UInt64(labels.folds))
    fingerprint.add(labels.verifyFraction.bitPattern)
    fingerprint.add(labels.seed)
    self.init(name: name, protocolHash: fingerprint.hexadecimal)
  }
}
