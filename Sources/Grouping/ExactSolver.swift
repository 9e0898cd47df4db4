internal import Diagnostics
public import LinearAlgebra

/// The best plan there is, by dynamic programming over all allowed groups; for up to 12 tasks. O(3^n).
public struct ExactSolver: GroupSolver {
  /// The most tasks that it takes: beyond them it throws, as time grows threefold with each.
  public static let taskLimit = 12
  /// `exact`, as the command line and the files call it.
  public let name = SolverName.exact.rawValue

  /// The solver; it has no settings.
  public init() {}

  /// The best plan, whose bound is its value; the stream is not drawn from. Throws beyond `taskLimit` tasks, and
  /// where no plan keeps the constraints.
  public func solve(_ problem: GroupingProblem, stream: RandomStream) throws -> GroupingResult {
    guard problem.count <= Self.taskLimit else {
      throw UserError.tooManyTasks(problem.count, solver: name, limit: Self.taskLimit)
    }
    guard let plan = try plan(problem) else { throw UserError.noPlan(solver: name) }
    return GroupingResult(solver: name, plan: plan, bound: plan.value, isOptimal: true)
  }

  /// The best plan, nil if none keeps the constraints.
  func plan(_ problem: GroupingProblem) throws -> GroupPlan? {
    let groups = allowedGroups(problem)
    let alone = problem.tasks.indices.map { task in
      problem.isLinked[task] ? nil : CandidateProblem.AloneTask(value: 0, cost: problem.aloneCost(task))
    }
    let choice = try CandidateProblem(
      taskCount: problem.count,
      candidates: groups.map {
        MeasuredGroup(members: $0, values: problem.memberValues(of: $0), cost: problem.groupCost($0))
      },
      maximumCount: problem.settings.maximumGroups, budget: problem.settings.costBudget,
      isDisjoint: !problem.settings.overlapping, alone: alone
    ).solve()
    return choice.map { plan(of: $0, groups: groups, problem: problem) }
  }

  /// Every group that keeps sizes, links and kinds.
  private func allowedGroups(_ problem: GroupingProblem) -> [[Int]] {
    var groups: [[Int]] = []
    for mask in 1..<(1 << problem.blocks.count) {
      let blocks = problem.blocks.indices.filter { mask >> $0 & 1 == 1 }
      let members = blocks.flatMap { problem.blocks[$0] }.sorted()
      guard members.count >= problem.settings.minimumSize, members.count <= problem.maximumSize else { continue }
      let clashes = blocks.contains { a in blocks.contains { b in a < b && problem.conflict(a, b) } }
      if !clashes { groups.append(members) }
    }
    return groups
  }

  private func plan(of choice: CandidateProblem.Choice, groups: [[Int]], problem: GroupingProblem) -> GroupPlan {
    let chosen = choice.candidates.map { groups[$0] }.sorted { $0.lexicographicallyPrecedes($1) }
    var values = [Double](repeating: 0, count: problem.count)
    let served = choice.servedBy.enumerated().map { task, candidate -> Int? in
      guard let candidate else { return nil }
      let group = groups[candidate]
      guard let position = group.firstIndex(of: task) else { return nil }
      values[task] = problem.memberValues(of: group)[position]
      return chosen.firstIndex(of: group)
    }
    return GroupPlan(groups: chosen, served: served, taskValues: values).droppingIdleGroups()
  }
}
