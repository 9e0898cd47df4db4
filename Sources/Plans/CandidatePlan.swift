public import Grouping
package import Labels
internal import Statistics

/// A plan that is measured beside others before one is recommended.
public struct CandidatePlan: Codable, Equatable, Sendable {
  /// `all alone`, `all together`, `by kind`, `random`, or the solver that made it.
  public var name: String
  public var origin: PlanOrigin
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

  /// The jobs that measure the plan, and every task alone for comparison.
  package func jobs(replicates: [Int], phase: Job.Phase) -> [Job] {
    let sets = Set(networks + plan.served.indices.map { [$0] })
    return replicates.flatMap { replicate in sets.map { Job(tasks: $0, replicate: replicate, phase: phase) } }
  }
}
