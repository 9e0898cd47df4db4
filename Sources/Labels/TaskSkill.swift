internal import Statistics

/// What a task reaches alone: a row of `tasks.csv`.
public struct TaskSkill: Equatable, Sendable {
  public var task: Int
  /// Test rows a replicate.
  public var rows: Int
  /// Mean loss of the null model, which predicts the training mean.
  public var nullLoss: Double
  public var loss: Double
  /// Standard error over replicates; nil with one.
  public var lossSE: Double?
  /// 1 - loss / null loss: the share of the null model's loss that training alone removes. Below 0 where it does harm.
  public var skill: Double
  public var skillSE: Double?
  /// AUC or R2 alone; nil where undefined.
  public var metric: Double?

  package init(
    task: Int, rows: Int, nullLoss: Double, loss: Double, lossSE: Double?, skill: Double, skillSE: Double?,
    metric: Double?
  ) {
    self.task = task
    self.rows = rows
    self.nullLoss = nullLoss
    self.loss = loss
    self.lossSE = lossSE
    self.skill = skill
    self.skillSE = skillSE
    self.metric = metric
  }
}

/// The skills of all tasks that have a baseline in the included replicates, by task.
public func taskSkills(from table: LossTable, includes: (Int) -> Bool = { _ in true }) -> [TaskSkill] {
  (0..<table.taskCount).compactMap { task in
    let outcomes = table.replicates(of: [task]).filter(includes)
      .compactMap { table.outcome(of: task, in: [task], replicate: $0) }
    let skills = outcomes.map { $0.nullLoss > 0 ? 1 - $0.loss / $0.nullLoss : 0 }
    guard let first = outcomes.first, let nullLoss = mean(outcomes.map(\.nullLoss)),
      let loss = mean(outcomes.map(\.loss)), let skill = mean(skills)
    else { return nil }
    return TaskSkill(
      task: task, rows: first.rows, nullLoss: nullLoss, loss: loss, lossSE: standardError(outcomes.map(\.loss)),
      skill: skill, skillSE: standardError(skills), metric: mean(outcomes.compactMap(\.metrics.primary)))
  }
}
