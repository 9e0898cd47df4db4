/// Makes a clustering of blocks into a partition that keeps the constraints, changing as little as it can.
struct PlanMending {
  let search: SearchValues

  private var problem: GroupingProblem { search.problem }

  /// Splits clusters at conflicts and at the largest size, takes apart what is worth less than its parts alone, and
  /// then, if a limit on groups, sizes or cost is still broken, makes the changes that mend it.
  func mend(labels: [Int]) -> WorkingPartition {
    var groups: [WorkingGroup] = []
    for label in Set(labels).sorted() { groups += split(labels.indices.filter { labels[$0] == label }) }
    let partition = WorkingPartition(groups: groups.flatMap(takeApart), search: search)
    return LocalSearch(search: search).improve(partition, onlyMending: true)
  }

  /// First fit: each block joins the first part that has room and no conflict.
  private func split(_ blocks: [Int]) -> [WorkingGroup] {
    var parts: [WorkingGroup] = []
    for block in blocks {
      let size = problem.blocks[block].count
      let place = parts.firstIndex {
        $0.members.count + size <= problem.maximumSize && $0.accepts(block, in: problem)
      }
      if let place {
        parts[place].add(block, in: search)
      } else {
        parts.append(WorkingGroup(block: block, in: search))
      }
    }
    return parts
  }

  private func takeApart(_ group: WorkingGroup) -> [WorkingGroup] {
    guard group.blocks.count > 1, problem.settings.costBudget == nil else { return [group] }
    let singles = group.blocks.map { WorkingGroup(block: $0, in: search) }
    let isWorthIt = group.value > singles.reduce(0) { $0 + $1.value }
    return isWorthIt && group.members.count >= problem.settings.minimumSize ? [group] : singles
  }
}
