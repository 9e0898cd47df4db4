public import Statistics

/// What a job measured for one of its tasks, over the pooled test rows of all folds.
public struct TaskOutcome: Codable, Equatable, Sendable {
  /// Mean held-out loss: squared error of the standardised target, or cross-entropy.
  public var loss: Double
  public var metrics: Metrics
  /// Test rows.
  public var rows: Int

  public init(loss: Double, metrics: Metrics, rows: Int) {
    self.loss = loss
    self.metrics = metrics
    self.rows = rows
  }
}

/// Every measurement of a study, raw: gains, skills and reliabilities are all derived from it.
public struct LossTable: Sendable {
  public let taskCount: Int
  /// `outcomes[job][k]` belongs to `job.tasks[k]`.
  public private(set) var outcomes: [Job: [TaskOutcome]] = [:]

  public init(taskCount: Int) { self.taskCount = taskCount }

  /// Adds a job's outcomes, one a task.
  public mutating func record(_ job: Job, _ result: [TaskOutcome]) {
    precondition(result.count == job.tasks.count, "one outcome a task")
    outcomes[job] = result
  }

  /// The outcome of a task in a job, or nil if it was not measured.
  public func outcome(of task: Int, in tasks: [Int], replicate: Int) -> TaskOutcome? {
    let job = Job(tasks: tasks, replicate: replicate)
    guard let position = job.tasks.firstIndex(of: task) else { return nil }
    return outcomes[job]?[position]
  }
}
