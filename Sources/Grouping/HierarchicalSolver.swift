internal import Diagnostics
package import LinearAlgebra
internal import Statistics

/// Average linkage on the symmetrised affinities, cut where the plan is worth most.
///
/// The cut need not be level: of all partitions whose groups are subtrees the best is found by dynamic programming over
/// the tree, with the number of groups as a second index where it is limited. Conflicting tasks are placed far apart, and
/// a subtree that breaks a link or a size is no group. O(n^2) for tree and values.
package struct HierarchicalSolver: GroupSolver {
  package let name = SolverName.hierarchical.rawValue

  package init() {}

  package func solve(_ problem: GroupingProblem, stream: RandomStream) throws -> GroupingResult {
    let search = SearchValues(problem)
    let cut = Self.cut(Self.tree(problem), search: search)
    let plan = LocalSearch(search: search).improve(cut, onlyMending: true).plan(problem)
    guard problem.violations(of: plan).isEmpty else { throw UserError.noPlan(solver: name) }
    return GroupingResult(solver: name, plan: plan, bound: UpperBound.best(of: problem, reached: plan.value))
  }

  /// The best partition into subtrees, or every block by itself if none keeps the limits on sizes and groups.
  static func cut(_ tree: Dendrogram, search: SearchValues) -> WorkingPartition {
    guard let groups = TreeCut(tree: tree, search: search).best() else { return WorkingPartition(search: search) }
    return WorkingPartition(groups: groups.map { WorkingGroup(blocks: $0, in: search) }, search: search)
  }

  /// The tree of blocks; conflicting ones meet last.
  static func tree(_ problem: GroupingProblem) -> Dendrogram {
    let count = problem.blocks.count
    var distances = BlockAffinities.symmetric(problem)
    let largest = distances.elements.max() ?? 0
    let range = largest - (distances.elements.min() ?? 0)
    let far = (range + 1) * Double(count) * Double(count)
    for a in 0..<count {
      for b in 0..<count { distances[a, b] = problem.conflict(a, b) ? far : largest - distances[a, b] }
    }
    return averageLinkage(distances: distances)
  }
}
