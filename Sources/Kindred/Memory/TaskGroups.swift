public import Grouping

/// Which tasks to train together, by name.
public struct TaskGroups: Sendable {
  /// Two or more tasks that are trained together.
  public struct Group: Equatable, Sendable {
    /// All members.
    public let taskNames: [String]
    /// Those of them that its network serves; the others only help, and are served elsewhere.
    public let servedNames: [String]
    /// Mean over the served tasks of what they are predicted to gain over training alone, as a share of that loss.
    public let predictedGain: Double
  }

  /// The groups of two or more; empty where nothing is expected to gain.
  public let groups: [Group]
  /// The tasks that a network of their own serves.
  public let aloneNames: [String]
  /// The plan by index, its objective, and how far from the best it can be.
  public let result: GroupingResult

  init(result: GroupingResult, taskNames: [String]) {
    let plan = result.plan
    groups = plan.groups.enumerated().map { index, members in
      let served = members.filter { plan.served[$0] == index }
      let total = served.reduce(0) { $0 + plan.taskValues[$1] }
      return Group(
        taskNames: members.map { taskNames[$0] }, servedNames: served.map { taskNames[$0] },
        predictedGain: total / Double(max(1, served.count)))
    }
    aloneNames = plan.served.indices.filter { plan.served[$0] == nil }.map { taskNames[$0] }
    self.result = result
  }
}
