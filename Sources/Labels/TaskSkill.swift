internal import Statistics

/// What a task reaches alone: a row of `tasks.csv`.
public struct TaskSkill: Equatable, Sendable {
  /// The task, by its index in the panel.
  public var task: Int
  /// Test rows a replicate.
  public var rows: Int
  /// Mean loss of the null model, which predicts the training mean.
  public var nullLoss: Double
  /// Mean held-out loss alone over replicates.
  public var loss: Double
  /// Standard error over rows and replicates, over replicates alone where losses are not kept by block; nil with one
  /// replicate then.
  public var lossSE: Double?
  /// 1 - loss / null loss: the share of the null model's loss that training alone removes. Below 0 where it does harm.
  public var skill: Double
  /// The skill's standard error, of the same kind as `lossSE`.
  public var skillSE: Double?
  /// AUC or R2 alone; nil where undefined.
  public var metric: Double?
  /// What ridge or logistic regression reaches on the same rows; nil where it was not measured.
  public var linearLoss: Double?
  /// AUC or R2 of the linear model; nil where undefined or not measured.
  public var linearMetric: Double?

  package init(
    task: Int, rows: Int, nullLoss: Double, loss: Double, lossSE: Double?, skill: Double, skillSE: Double?,
    metric: Double?, linearLoss: Double? = nil, linearMetric: Double? = nil
  ) {
    self.task = task
    self.rows = rows
    self.nullLoss = nullLoss
    self.loss = loss
    self.lossSE = lossSE
    self.skill = skill
    self.skillSE = skillSE
    self.metric = metric
    self.linearLoss = linearLoss
    self.linearMetric = linearMetric
  }
}

/// The skills of all tasks that have a baseline in the included replicates, by task; errors are over replicates.
public func taskSkills(from table: LossTable, includes: (Int) -> Bool = { _ in true }) -> [TaskSkill] {
  (0..<table.taskCount).compactMap { TaskSkill(of: $0, in: BaselineOutcomes(of: $0, in: table, includes: includes)) }
}

/// The same with errors over rows and replicates, where losses are kept by block. O(10 measurements).
public func taskSkillsOverRows(from table: LossTable) -> [TaskSkill] {
  guard table.hasBlocks else { return taskSkills(from: table) }
  let without = BlockSet.allButOne.map { table.restricted(to: $0) }
  return taskSkills(from: table).map { known in
    var skill = known
    let left = without.map { BaselineOutcomes(of: known.task, in: $0) { _ in true } }
    func error(_ values: (BaselineOutcomes) -> [Double], _ overReplicates: Double?) -> Double? {
      let parts = left.map(values)
      let means = parts.compactMap { mean($0) }
      guard means.count == BlockSet.blockCount else { return overReplicates }
      return TwoWayVariance(leavingOut: means, parts: parts, replicates: overReplicates.map { $0 * $0 })
        .total.squareRoot()
    }
    skill.lossSE = error(\.losses, known.lossSE)
    skill.skillSE = error(\.skills, known.skillSE)
    return skill
  }
}

/// A task's outcomes alone, by replicate.
private struct BaselineOutcomes {
  let outcomes: [TaskOutcome]
  let linear: [TaskOutcome]

  init(of task: Int, in table: LossTable, includes: (Int) -> Bool) {
    func outcomes(_ learner: Job.Learner) -> [TaskOutcome] {
      table.replicates(of: [task], learner: learner).filter(includes)
        .compactMap { table.outcome(of: task, in: [task], replicate: $0, learner: learner) }
    }
    self.outcomes = outcomes(.network)
    linear = outcomes(.linear)
  }

  var losses: [Double] { outcomes.map(\.loss) }
  var skills: [Double] { outcomes.map { $0.nullLoss > 0 ? 1 - $0.loss / $0.nullLoss : 0 } }
}

extension TaskSkill {
  /// nil without an outcome alone.
  fileprivate init?(of task: Int, in alone: BaselineOutcomes) {
    guard let first = alone.outcomes.first, let nullLoss = mean(alone.outcomes.map(\.nullLoss)),
      let loss = mean(alone.losses), let skill = mean(alone.skills)
    else { return nil }
    self.init(
      task: task, rows: first.rows, nullLoss: nullLoss, loss: loss, lossSE: standardError(alone.losses), skill: skill,
      skillSE: standardError(alone.skills), metric: mean(alone.outcomes.compactMap(\.metrics.primary)),
      linearLoss: mean(alone.linear.map(\.loss)), linearMetric: mean(alone.linear.compactMap(\.metrics.primary)))
  }
}
