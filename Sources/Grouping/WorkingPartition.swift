/// A partition that a solver changes step by step, single tasks being groups of one.
struct WorkingPartition {
  private(set) var groups: [WorkingGroup]
  private(set) var tally: PartitionTally

  /// Every block by itself.
  init(search: SearchValues) {
    self.init(groups: search.problem.blocks.indices.map { WorkingGroup(block: $0, in: search) }, search: search)
  }

  init(groups: [WorkingGroup], search: SearchValues) {
    self.groups = groups
    tally = PartitionTally(search.problem)
    for group in groups { tally.count(size: group.members.count, value: group.value) }
  }

  func score(_ search: SearchValues) -> PlanScore { tally.score(search.problem) }

  /// The score if the groups at `old` were replaced by groups of the given sizes and values; O(1).
  func score(replacing old: [Int], by new: [(size: Int, value: Double)], search: SearchValues) -> PlanScore {
    var next = tally
    for index in old { next.count(size: groups[index].members.count, value: groups[index].value, times: -1) }
    for group in new where group.size > 0 { next.count(size: group.size, value: group.value) }
    return next.score(search.problem)
  }

  mutating func append(_ group: WorkingGroup) {
    groups.append(group)
    tally.count(size: group.members.count, value: group.value)
  }

  mutating func replace(_ index: Int, by group: WorkingGroup) {
    tally.count(size: groups[index].members.count, value: groups[index].value, times: -1)
    groups[index] = group
    tally.count(size: group.members.count, value: group.value)
  }

  mutating func remove(_ index: Int) {
    tally.count(size: groups[index].members.count, value: groups[index].value, times: -1)
    groups.remove(at: index)
  }

  func plan(_ problem: GroupingProblem) -> GroupPlan { problem.plan(of: groups.map(\.members)) }
}

/// Totals over the groups of a partition from which its score follows.
struct PartitionTally {
  private var value = 0.0
  private var networks = 0
  private var groupCount = 0
  private var missing = 0
  private let taskCost: Double
  private let minimumSize: Int

  init(_ problem: GroupingProblem) {
    taskCost = problem.costs.reduce(0, +)
    minimumSize = problem.settings.minimumSize
  }

  @inline(__always)
  mutating func count(size: Int, value groupValue: Double, times: Int = 1) {
    value += Double(times) * groupValue
    networks += times
    guard size > 1 else { return }
    groupCount += times
    missing += times * max(0, minimumSize - size)
  }

  func score(_ problem: GroupingProblem) -> PlanScore {
    var violation = Double(missing)
    if let limit = problem.settings.maximumGroups { violation += Double(max(0, groupCount - limit)) }
    if let budget = problem.settings.costBudget {
      let cost = problem.settings.networkCost * Double(networks) + taskCost
      if cost > budget * (1 + 1e-12) { violation += (cost - budget) / budget }
    }
    return PlanScore(violation: violation, value: value)
  }
}

/// How good a plan is while it is searched for: first how far it breaks a constraint, then its value.
struct PlanScore {
  var violation: Double
  var value: Double

  /// Whether this is better by more than rounding.
  func isBetter(than other: PlanScore) -> Bool {
    let slack = 1e-11 * max(1, abs(other.value))
    if violation < other.violation - 1e-9 { return true }
    return violation <= other.violation + 1e-9 && value > other.value + slack
  }
}
