/// The plans that need no search, which every other plan has to beat.
package enum SimplePlans {
  /// Every task by itself.
  package static func allAlone(_ problem: GroupingProblem) -> GroupPlan { problem.plan(of: []) }

  /// All tasks in one group, served by it even at a predicted loss; links, kinds and sizes are not asked.
  package static func allTogether(_ problem: GroupingProblem) -> GroupPlan {
    fixed([Array(problem.tasks.indices)], problem)
  }

  /// The tasks of a kind in one group, served by it even at a predicted loss; links and sizes are not asked.
  package static func byKind(_ problem: GroupingProblem) -> GroupPlan {
    let kinds = Set(problem.kinds).sorted()
    return fixed(kinds.map { kind in problem.tasks.indices.filter { problem.kinds[$0] == kind } }, problem)
  }

  /// A plan whose members are all served by their group: what a user means by "train these together".
  ///
  /// `groups` are disjoint; groups of one task are left alone.
  package static func fixed(_ groups: [[Int]], _ problem: GroupingProblem) -> GroupPlan {
    let tidy = groups.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0.lexicographicallyPrecedes($1) }
    var served = [Int?](repeating: nil, count: problem.count)
    var values = [Double](repeating: 0, count: problem.count)
    for (index, group) in tidy.enumerated() {
      for (task, value) in zip(group, problem.memberValues(of: group)) {
        precondition(served[task] == nil, "fixed groups are disjoint")
        served[task] = index
        values[task] = value
      }
    }
    return GroupPlan(groups: tidy, served: served, taskValues: values)
  }
}
