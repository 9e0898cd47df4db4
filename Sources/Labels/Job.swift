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

  public let phase: Phase
  /// At least one.
  public let tasks: TaskSet
  public let replicate: Int

  public init(tasks: some Sequence<Int>, replicate: Int, phase: Phase = .develop) {
    self.tasks = TaskSet(tasks)
    precondition(!self.tasks.isEmpty, "a job needs a task")
    self.phase = phase
    self.replicate = replicate
  }
}

extension Job: Comparable {
  /// By phase, size, tasks, then replicate.
  public static func < (a: Job, b: Job) -> Bool {
    if a.phase != b.phase { return a.phase == .develop }
    if a.tasks.count != b.tasks.count { return a.tasks.count < b.tasks.count }
    if a.tasks != b.tasks { return a.tasks < b.tasks }
    return a.replicate < b.replicate
  }
}
