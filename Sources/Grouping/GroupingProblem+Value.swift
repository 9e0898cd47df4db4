internal import LinearAlgebra

extension GroupingProblem {
  /// What a group is predicted to be worth to each of its members, in the order given.
  ///
  /// A group of one gives 0. O(m^2) for m members; a member that is out of range or comes twice traps.
  public func memberValues(of group: [Int]) -> [Double] {
    precondition(Set(group).count == group.count, "a task is in a group once")
    guard group.count > 1 else { return group.map { _ in 0 } }
    return group.map { target in
      var sum = 0.0
      for partner in group where partner != target { sum += affinities[target, partner] }
      return correction.value(mean: sum / Double(group.count - 1), size: group.count)
    }
  }

  /// The plan that these groups make: each task is served by the best of its groups, or alone where that is worth more.
  ///
  /// Groups of fewer than two tasks, repetitions and groups that serve nobody are dropped, and members sorted. Linked tasks are never alone. Under a
  /// cost budget a task that its groups harm goes alone only while the budget lasts, the largest relief a cost first.
  public func plan(of groups: [[Int]]) -> GroupPlan {
    let tidy = Set(groups.filter { $0.count > 1 }.map { $0.sorted() }).sorted { $0.lexicographicallyPrecedes($1) }
    var served = [Int?](repeating: nil, count: count)
    var values = [Double](repeating: 0, count: count)
    for (index, group) in tidy.enumerated() {
      for (task, value) in zip(group, memberValues(of: group)) where served[task] == nil || value > values[task] {
        served[task] = index
        values[task] = value
      }
    }
    for task in tasksToFree(served: served, values: values, groups: tidy) {
      served[task] = nil
      values[task] = 0
    }
    return GroupPlan(groups: tidy, served: served, taskValues: values).droppingIdleGroups()
  }

  /// Members that are better served alone, and can be.
  private func tasksToFree(served: [Int?], values: [Double], groups: [[Int]]) -> [Int] {
    let harmed = served.indices.filter { served[$0] != nil && values[$0] <= 0 && !isLinked[$0] }
    guard let budget = settings.costBudget else { return harmed }
    var left = budget - cost(groups: groups, served: served)
    let relief = harmed.map { (task: $0, ratio: -values[$0] / max(aloneCost($0), .leastNormalMagnitude)) }
    return relief.sorted { ($1.ratio, $0.task) < ($0.ratio, $1.task) }.compactMap { entry in
      guard values[entry.task] < 0, aloneCost(entry.task) <= left else { return nil }
      left -= aloneCost(entry.task)
      return entry.task
    }
  }

  func aloneCost(_ task: Int) -> Double { settings.networkCost + costs[task] }

  func groupCost(_ members: [Int]) -> Double { members.reduce(settings.networkCost) { $0 + costs[$1] } }

  private func cost(groups: [[Int]], served: [Int?]) -> Double {
    var total = groups.reduce(0) { $0 + groupCost($1) }
    for task in served.indices where served[task] == nil { total += aloneCost(task) }
    return total
  }

  /// What all networks of a plan cost together: one a group, and one a task that is served alone.
  public func cost(of plan: GroupPlan) -> Double { cost(groups: plan.groups, served: plan.served) }

  /// Whether a plan keeps every constraint: the number of groups, their sizes, the cost, links and kinds.
  ///
  /// A simple plan, or a user's own, may break some: then it is a rival to compare with and no recommendation.
  public func admits(_ plan: GroupPlan) -> Bool { violations(of: plan).isEmpty }

  /// The constraints that a plan breaks, each in words; empty if it keeps them all. O(n + sum of squared group sizes).
  public func violations(of plan: GroupPlan) -> [String] {
    var found: [String] = []
    if let limit = settings.maximumGroups, plan.groups.count > limit {
      found.append("\(plan.groups.count) groups, at most \(limit) allowed")
    }
    for group in plan.groups {
      if group.count < settings.minimumSize { found.append("a group of \(group.count), fewer than allowed") }
      if group.count > maximumSize { found.append("a group of \(group.count), more than allowed") }
    }
    if let budget = settings.costBudget, cost(of: plan) > budget * (1 + 1e-12) {
      found.append("the plan costs \(cost(of: plan)), the budget is \(budget)")
    }
    return found + linkViolations(of: plan)
  }

  private func linkViolations(of plan: GroupPlan) -> [String] {
    var blockOf = [Int](repeating: 0, count: count)
    for (block, members) in blocks.enumerated() { for task in members { blockOf[task] = block } }
    var found: [String] = []
    var groupsOf = [[Int]](repeating: [], count: count)
    for (index, group) in plan.groups.enumerated() {
      let present = Set(group.map { blockOf[$0] }).sorted()
      for a in present { for b in present where a < b && conflict(a, b) { found.append(meeting(a, b)) } }
      for task in group { groupsOf[task].append(index) }
    }
    if !settings.overlapping {
      for task in tasks.indices where groupsOf[task].count > 1 { found.append("'\(tasks[task])' is in several groups") }
    }
    for block in blocks where block.count > 1 {
      if block.contains(where: { plan.served[$0] == nil || groupsOf[$0] != groupsOf[block[0]] }) {
        found.append("'\(tasks[block[0]])' is not with all tasks it must be linked to")
      }
    }
    return found
  }

  private func meeting(_ a: Int, _ b: Int) -> String {
    "'\(tasks[blocks[a][0]])' and '\(tasks[blocks[b][0]])' are in one group"
  }

  @inline(__always)
  func conflict(_ a: Int, _ b: Int) -> Bool { conflicts[a &* blocks.count &+ b] }
}
