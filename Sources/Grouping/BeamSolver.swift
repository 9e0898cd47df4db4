internal import Diagnostics
package import LinearAlgebra
internal import Statistics

/// Beam search: tasks are placed one after the other, and the best `width` unfinished plans are kept.
///
/// A task joins any group so far, or opens its own. This is done for the order of the leaves of an average-linkage tree, by
/// strength, and for random orders; the best finished plans of each, the best cut of the tree and the plan of all alone
/// are then improved by `LocalSearch`, and the best of all once more with exchanges. Under a cost budget all this is done at
/// several prices of a network (`SearchValues.ladder`), and the plan that is worth most within the budget is
/// kept. Where groups may overlap, the partitions found are the starts of `OverlapSearch`. O(orders width n^2) for the search
/// at a price.
package struct BeamSolver: GroupSolver {
  package let name = SolverName.beam.rawValue
  /// Unfinished plans that are kept; nil for as many as cost about the same at any number of tasks, 8 to 256.
  package var width: Int?
  /// Random orders besides the two others.
  package var restarts: Int
  /// Finished plans of an order that are improved.
  package var finalists: Int

  package init(width: Int? = nil, restarts: Int = 1, finalists: Int = 2) {
    precondition(width ?? 1 > 0 && restarts >= 0 && finalists > 0, "a beam keeps at least one plan")
    self.width = width
    self.restarts = restarts
    self.finalists = finalists
  }

  package func solve(_ problem: GroupingProblem, stream: RandomStream) throws -> GroupingResult {
    let tree = HierarchicalSolver.tree(problem)
    let orders = orders(problem, tree: tree, stream: stream)
    var best: GroupPlan?
    for search in SearchValues.ladder(problem) {
      for partition in partitions(search, tree: tree, orders: orders) {
        var plan = partition.plan(problem)
        if problem.settings.overlapping { plan = OverlapSearch(search: search).improve(plan) }
        if problem.admits(plan), plan.value > (best?.value ?? -.infinity) + 1e-12 { best = plan }
      }
    }
    guard let best else { throw UserError.noPlan(solver: name) }
    return GroupingResult(solver: name, plan: best, bound: UpperBound.best(of: problem, reached: best.value))
  }

  /// The best improved plan; under a budget, where a plan's value is known only once it is clear who can be served alone,
  /// the other finalists as well.
  private func partitions(_ search: SearchValues, tree: Dendrogram, orders: [[Int]]) -> [WorkingPartition] {
    let local = LocalSearch(search: search)
    let width = self.width ?? min(256, max(8, 8_000 / search.problem.count))
    var starts = [WorkingPartition(search: search), HierarchicalSolver.cut(tree, search: search)]
    for order in orders { starts += place(order, width: width, search: search).prefix(finalists) }
    let improved = starts.map { local.improve($0, exchanging: false) }
    let best = improved.dropFirst().reduce(improved[0]) { best, next in
      next.score(search).isBetter(than: best.score(search)) ? next : best
    }
    let final = local.improve(best)
    return search.problem.settings.costBudget == nil ? [final] : improved + [final]
  }

  /// Blocks as the tree's leaves, by the strength of their best tie, and in random orders.
  private func orders(_ problem: GroupingProblem, tree: Dendrogram, stream: RandomStream) -> [[Int]] {
    let strength = problem.blocks.map { block in
      block.reduce(-Double.infinity) { best, task in
        var row = best
        for partner in 0..<problem.count where partner != task {
          row = max(row, problem.affinities[task, partner] + problem.given[task, partner])
        }
        return row
      }
    }
    let byStrength = problem.blocks.indices.sorted { (strength[$1], $0) < (strength[$0], $1) }
    return [tree.leafOrder, byStrength]
      + (0..<restarts).map { restart in
        var order = stream.split("beam order", restart)
        return order.permutation(problem.blocks.count)
      }
  }

  /// The best plans of one pass, best first.
  private func place(_ order: [Int], width: Int, search: SearchValues) -> [WorkingPartition] {
    var beam = [WorkingPartition(groups: [], search: search)]
    for block in order {
      let single = WorkingGroup(block: block, in: search)
      var steps: [Step] = []
      for (state, partition) in beam.enumerated() {
        steps += self.steps(placing: single, on: partition, state: state, search: search)
      }
      steps.sort { a, b in a.comesBefore(b) }
      beam = steps.prefix(width).map { step in
        var next = beam[step.state]
        guard let index = step.group else {
          next.append(single)
          return next
        }
        var group = next.groups[index]
        group.add(block, in: search)
        next.replace(index, by: group)
        return next
      }
    }
    return beam
  }

  private struct Step {
    var state: Int
    /// The group that the block joins; nil for one of its own.
    var group: Int?
    var score: PlanScore

    func comesBefore(_ other: Step) -> Bool {
      (score.violation, -score.value, state, group ?? .max)
        < (other.score.violation, -other.score.value, other.state, other.group ?? .max)
    }
  }

  /// The ways to place a block on one plan.
  private func steps(placing single: WorkingGroup, on partition: WorkingPartition, state: Int, search: SearchValues)
    -> [Step]
  {
    let block = single.blocks[0]
    let weight = single.members.count
    let alone = partition.score(replacing: [], by: [(weight, single.value)], search: search)
    var steps = [Step(state: state, group: nil, score: alone)]
    for index in partition.groups.indices {
      let group = partition.groups[index]
      let size = group.members.count + weight
      guard size <= search.problem.maximumSize, group.accepts(block, in: search.problem) else { continue }
      let value = group.valueAdding(block, in: search)
      let score = partition.score(replacing: [index], by: [(size, value)], search: search)
      steps.append(Step(state: state, group: index, score: score))
    }
    return steps
  }
}
