internal import Diagnostics
package import LinearAlgebra

/// Groups of given sizes filled at random: what a plan has to beat to show that it chose its tasks well.
package struct RandomSolver: GroupSolver {
  package let name = SolverName.random.rawValue
  /// The number of tasks of each group; groups drawn last get what is left.
  package let sizes: [Int]?

  /// Sizes nil stand for pairs, or the smallest size allowed; under a budget for as many groups of about one size as it buys.
  package init(sizes: [Int]? = nil) { self.sizes = sizes }

  /// The sizes of the groups of another plan.
  package init(like plan: GroupPlan) { sizes = plan.groups.map(\.count) }

  /// Draws blocks in random order into the first group that has room and no conflict.
  ///
  /// In a partition each task is served by its group even at a predicted loss, as the drawing is not to look at
  /// affinities. Up to 200 drawings until one keeps the constraints.
  package func solve(_ problem: GroupingProblem, stream: RandomStream) throws -> GroupingResult {
    for attempt in 0..<200 {
      var draw = stream.split("random plan", attempt)
      let groups = fill(problem, order: draw.permutation(problem.blocks.count), draw: &draw)
      let plan = problem.settings.overlapping ? problem.plan(of: groups) : SimplePlans.fixed(groups, problem)
      if problem.violations(of: plan).isEmpty {
        return GroupingResult(solver: name, plan: plan, bound: UpperBound.best(of: problem, reached: plan.value))
      }
    }
    throw UserError.noPlan(solver: name)
  }

  private func fill(_ problem: GroupingProblem, order: [Int], draw: inout RandomStream) -> [[Int]] {
    let isFree = problem.settings.costBudget == nil && !problem.isLinked.contains(true)
    let sizes = self.sizes ?? defaultSizes(problem)
    guard !(problem.settings.overlapping && isFree) else {
      return sizes.map { size in fillOne(size, from: draw.permutation(problem.blocks.count), problem).members }
    }
    var left = order.filter { problem.blocks[$0].count > 1 } + order.filter { problem.blocks[$0].count == 1 }
    return sizes.sorted(by: >).map { size in
      let (blocks, members) = fillOne(size, from: left, problem)
      left.removeAll { blocks.contains($0) }
      return members
    }
  }

  private func defaultSizes(_ problem: GroupingProblem) -> [Int] {
    let settings = problem.settings
    let most = min(settings.maximumGroups ?? problem.count, problem.count / settings.minimumSize)
    if let budget = settings.costBudget, settings.networkCost > 0, most > 0 {
      let affordable = (budget - problem.costs.reduce(0, +)) / settings.networkCost
      if affordable < Double(problem.count) {
        let groups = min(most, max(1, Int(affordable)))
        return (0..<groups).map { (problem.count + $0) / groups }
      }
    }
    let linked = problem.blocks.filter { $0.count > 1 }.map { max(settings.minimumSize, $0.count) }
    let rest = max(0, problem.count - linked.reduce(0, +)) / settings.minimumSize
    return linked + [Int](repeating: settings.minimumSize, count: max(0, min(most - linked.count, rest)))
  }

  private func fillOne(_ size: Int, from order: [Int], _ problem: GroupingProblem) -> (blocks: [Int], members: [Int]) {
    var blocks: [Int] = []
    var members: [Int] = []
    for block in order where members.count + problem.blocks[block].count <= size {
      guard !blocks.contains(where: { problem.conflict(block, $0) }) else { continue }
      blocks.append(block)
      members += problem.blocks[block]
    }
    return (blocks, members)
  }
}
