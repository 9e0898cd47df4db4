/// One measurement: a set of tasks trained together, all folds, with one split and one initialisation.
///
/// A set of one is a task alone. The replicate fixes split, initial trunk and batch order, the same for every set of
/// tasks (common random numbers).
public struct Job: Hashable, Codable, Sendable {
  /// Ascending task indices, at least one.
  public let tasks: [Int]
  public let replicate: Int

  public init(tasks: [Int], replicate: Int) {
    precondition(!tasks.isEmpty, "a job needs a task")
    self.tasks = tasks.sorted()
    self.replicate = replicate
  }
}

extension Job: Comparable {
  /// By size, then tasks, then replicate.
  public static func < (a: Job, b: Job) -> Bool {
    if a.tasks.count != b.tasks.count { return a.tasks.count < b.tasks.count }
    if a.tasks != b.tasks { return a.tasks.lexicographicallyPrecedes(b.tasks) }
    return a.replicate < b.replicate
  }
}
