public import Statistics

/// One measurement: a set of tasks trained together, with one split and one initialisation.
///
/// A set of one is a task alone. The replicate fixes split, initial trunk and batch order, the same for every set of
/// tasks (common random numbers).
public struct Job: Hashable, Codable, Sendable {
  /// What a job is scored on.
  public enum Phase: String, Codable, Sendable {
    /// Cross-validation on the development rows; verification rows are not seen.
    case develop
    /// Training on development rows, scored on the verification rows.
    case verify
  }

  /// What learns the tasks.
  public enum Learner: String, Codable, Sendable {
    /// What the study trains: the built-in networks, or another trainer.
    case network
    /// Ridge or logistic regression of a task alone, the yardstick that networks have to beat.
    case linear
  }

  /// The rows that it is scored on.
  public let phase: Phase
  /// Networks, or the linear yardstick.
  public let learner: Learner
  /// At least one.
  public let tasks: TaskSet
  /// The number of the split and of the initial weights, from 0.
  public let replicate: Int

  /// A job of some tasks in any order; traps without a task.
  public init(tasks: some Sequence<Int>, replicate: Int, phase: Phase = .develop, learner: Learner = .network) {
    self.tasks = TaskSet(tasks)
    precondition(!self.tasks.isEmpty, "a job needs a task")
    self.phase = phase
    self.learner = learner
    self.replicate = replicate
  }
}

extension Job: Comparable {
  /// By phase, learner, size, tasks, then replicate.
  public static func < (a: Job, b: Job) -> Bool {
    if a.phase != b.phase { return a.phase == .develop }
    if a.learner != b.learner { return a.learner == .network }
    if a.tasks.count != b.tasks.count { return a.tasks.count < b.tasks.count }
    if a.tasks != b.tasks { return a.tasks < b.tasks }
    return a.replicate < b.replicate
  }
}
