public import Labels
public import Panels

/// What the tasks of a panel gain from each other where that was measured, and what each reaches alone.
public struct MeasuredGains: Sendable {
  /// The tasks of the panel; gains and skills name them by index.
  public let tasks: [LearningTask]
  /// Every measured pair in both directions, by target, then partner; empty where only tasks alone were trained.
  public let gains: [Gain]
  /// What each task reaches alone, by task.
  public let skills: [TaskSkill]
  /// The raw losses, of which gains and skills are made.
  public let losses: LossTable
  /// The seed of what measured them.
  public let seed: UInt64

  /// The gains and skills of raw losses.
  public init(tasks: [LearningTask], losses: LossTable, seed: UInt64) {
    precondition(losses.taskCount == tasks.count, "losses of \(losses.taskCount) tasks, \(tasks.count) tasks")
    self.tasks = tasks
    self.losses = losses
    self.seed = seed
    gains = GainEstimator(fittedTo: losses).gainsOverRows(from: losses)
    skills = taskSkillsOverRows(from: losses)
  }
}
