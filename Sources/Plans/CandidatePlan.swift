public import Grouping
package import Labels
internal import Statistics

/// A plan that is measured beside others before one is recommended.
public struct CandidatePlan: Codable, Equatable, Sendable {
  /// `all alone`, `all together`, `by kind`, `random`, or the solver that made it.
  public var name: String
  /// Where it comes from.
  public var origin: PlanOrigin
  /// Its groups, and which network serves each task.
  public var plan: GroupPlan

  /// A plan with a name for people.
  public init(name: String, origin: PlanOrigin, plan: GroupPlan) {
    self.name = name
    self.origin = origin
    self.plan = plan
  }

  /// Whether it needs no prediction: the plans that a recommendation has to beat.
  public var isSimple: Bool { origin.isSimple }

  /// The sets of tasks to train, alone tasks included; each once.
  public var networks: [[Int]] {
    let alone = plan.served.indices.filter { plan.served[$0] == nil }.map { [$0] }
    return plan.groups + alone
  }

  /// The network that serves a task.
  public func network(serving task: Int) -> [Int] {
    plan.served[task].map { plan.groups[$0] } ?? [task]
  }

  /// What learns the tasks.
  package var learner: Job.Learner { origin == .linearAlone ? .linear : .network }

  /// Whether another plan trains the same, whatever it is called.
  func trainsTheSame(as other: CandidatePlan) -> Bool { learner == other.learner && networks == other.networks }

  /// How many networks are trained; none where linear models do.
  public var networkCount: Int { learner == .linear ? 0 : networks.count }

  /// What a task's network reached in a replicate; nil where it was not measured.
  package func outcome(of task: Int, replicate: Int, in table: LossTable, phase: Job.Phase) -> TaskOutcome? {
    table.outcome(of: task, in: network(serving: task), replicate: replicate, phase: phase, learner: learner)
  }

  /// The jobs that measure the plan, and every task alone for comparison.
  package func jobs(replicates: [Int], phase: Job.Phase) -> [Job] {
    let alone = plan.served.indices.map { [$0] }
    return replicates.flatMap { replicate in
      networks.map { Job(tasks: $0, replicate: replicate, phase: phase, learner: learner) }
        + alone.map { Job(tasks: $0, replicate: replicate, phase: phase) }
    }
  }
}
