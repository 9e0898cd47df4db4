/// Which tasks are trained together, which network serves each task, and what that is predicted to be worth.
public struct GroupPlan: Codable, Equatable, Sendable {
  /// Groups of two or more tasks, members ascending, ordered by their members; no group comes twice.
  public let groups: [[Int]]
  /// For each task the index of the group whose network serves it, nil where its own network does (alone).
  ///
  /// A task can be a member of a group, and help its partners there, and yet be served alone.
  public let served: [Int?]
  /// For each task the predicted value of being served so; 0 alone.
  public let taskValues: [Double]

  /// A plan of its parts; traps unless `served` and `taskValues` have one entry a task.
  public init(groups: [[Int]], served: [Int?], taskValues: [Double]) {
    precondition(served.count == taskValues.count, "every task is served and has a value")
    self.groups = groups
    self.served = served
    self.taskValues = taskValues
  }

  /// Whether it is one of `taskCount` tasks: what a file says may be anything.
  package func isConsistent(taskCount: Int) -> Bool {
    served.count == taskCount && taskValues.count == taskCount
      && groups.allSatisfy {
        $0.count > 1 && $0.allSatisfy { (0..<taskCount).contains($0) } && Set($0).count == $0.count
      }
      && served.enumerated().allSatisfy { task, group in
        group.map { groups.indices.contains($0) && groups[$0].contains(task) } ?? true
      }
  }

  /// The sum of `taskValues`: what the plan is worth.
  public var value: Double { taskValues.reduce(0, +) }

  /// The same plan without groups that serve nobody.
  func droppingIdleGroups() -> GroupPlan {
    let busy = Set(served.compactMap(\.self)).sorted()
    guard busy.count < groups.count else { return self }
    let renumbered = Dictionary(uniqueKeysWithValues: busy.enumerated().map { ($1, $0) })
    return GroupPlan(
      groups: busy.map { groups[$0] }, served: served.map { $0.flatMap { renumbered[$0] } }, taskValues: taskValues)
  }

  /// Tasks that are in no group.
  public var aloneTasks: [Int] {
    var isMember = [Bool](repeating: false, count: served.count)
    for group in groups { for task in group { isMember[task] = true } }
    return served.indices.filter { !isMember[$0] }
  }
}
