extension CandidateProblem {
  /// The choice among the measured groups that the settings allow, every task being served by one of them.
  ///
  /// Links and sizes put groups aside; a group of one is never too small. Costs are the groups' own, the number of groups counts
  /// groups of one as well, as each is a network. Throws as `GroupingProblem` does where settings are out of bounds,
  /// name an unknown task or contradict each other.
  public init(tasks: [String], groups: [MeasuredGroup], settings: GroupingSettings) throws {
    try settings.checkBounds()
    let links = try TaskLinks(settings: settings, tasks: tasks, kinds: tasks.map { _ in "" })
    let allowed = groups.filter { group in
      let size = group.members.count
      guard size == 1 || size >= settings.minimumSize, size <= settings.maximumSize ?? .max else { return false }
      let members = Set(group.members)
      let present = links.blocks.indices.filter { !members.isDisjoint(with: links.blocks[$0]) }
      return present.allSatisfy { members.isSuperset(of: links.blocks[$0]) }
        && !present.contains { a in present.contains { b in links.conflicts[a * links.blocks.count + b] } }
    }
    self.init(
      taskCount: tasks.count, candidates: allowed, maximumCount: settings.maximumGroups, budget: settings.costBudget,
      isDisjoint: !settings.overlapping)
  }
}
