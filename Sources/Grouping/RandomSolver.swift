internal import Diagnostics
public import LinearAlgebra

/// Groups of given sizes filled at random: what a plan has to beat to show that it chose its tasks well.
public struct RandomSolver: GroupSolver {
  public let name = SolverName.random.rawValue
  /// The number of tasks of each group; groups drawn last get what is left.
  public let sizes: [Int]?

  /// Sizes nil stand for pairs, or the smallest size allowed.
  public init(sizes: [Int]? = nil) { self.sizes = sizes }

  /// The sizes of the groups of another plan.
  public init(like plan: GroupPlan) { sizes = plan.groups.map(\.count) }

  /// Draws blocks in random order into the first group that has room and no conflict.
  ///
  /// In a partition each task is served by its group even at a predicted loss, as the drawing is not to look at
  /// affinities. Up to 200 drawings until one keeps the constraints.
  public func solve(_ problem: GroupingProblem, stream: RandomStream) throws -> GroupingResult {
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
    let smallest = problem.settings.minimumSize
    let most = problem.settings.maximumGroups ?? problem.count
    let sizes = self.sizes ?? [Int](repeating: smallest, count: min(most, problem.count / smallest))
    guard !problem.settings.overlapping else {
      return sizes.map { size in fillOne(size, from: draw.permutation(problem.blocks.count), problem).members }
    }
    var left = order.filter { problem.blocks[$0].count > 1 } + order.filter { problem.blocks[$0].count == 1 }
    return sizes.sorted(by: >).map { size in
      let (blocks, members) = fillOne(size, from: left, problem)
      left.removeAll { blocks.contains($0) }
      return members
    }
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
