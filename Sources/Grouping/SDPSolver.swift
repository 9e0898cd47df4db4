internal import Diagnostics
package import LinearAlgebra

/// Clustering by a semidefinite relaxation, the number of clusters chosen by the value of the plan; for up to 200 tasks.
///
/// For every number of clusters up to 4, and then in steps of a half up to half the tasks, `ClusterRelaxation` of the symmetrised
/// affinities is solved and rounded (`ClusterRounding`); the clusters are split where they break links or sizes, mended, and valued. Conflicting tasks
/// repel each other as strongly as the largest affinity attracts. The result's note tells the density of the chosen
/// clusters and its bound. O(n^3) an iteration, some 100 a number of clusters.
package struct SDPSolver: GroupSolver {
  /// The most tasks that it takes.
  package static let taskLimit = 200
  package let name = SolverName.sdp.rawValue
  /// Of each relaxation, as a fraction of its value.
  package var tolerance: Double

  package init(tolerance: Double = 1e-3) {
    precondition(tolerance > 0, "a relaxation ends within a tolerance")
    self.tolerance = tolerance
  }

  package func solve(_ problem: GroupingProblem, stream: RandomStream) throws -> GroupingResult {
    guard problem.count <= Self.taskLimit else {
      throw UserError.tooManyTasks(problem.count, solver: name, limit: Self.taskLimit)
    }
    let search = SearchValues(problem)
    let mend = PlanMending(search: search)
    let affinities = Self.affinities(problem)
    var best = mend.mend(labels: Array(problem.blocks.indices))
    var words: String?
    for clusters in clusterCounts(upTo: problem.blocks.count / 2, inStepsOfOneIn: 2) {
      let relaxation = ClusterRelaxation(affinities, clusters: clusters, tolerance: tolerance)
      let labels = ClusterRounding.labels(relaxation.matrix, affinities: affinities, clusters: clusters)
      let partition = mend.mend(labels: labels)
      guard partition.score(search).isBetter(than: best.score(search)) else { continue }
      best = partition
      words = Self.words(clusters, ClusterRounding.density(labels, affinities: affinities), bound: relaxation.bound)
    }
    let plan = best.plan(problem)
    guard problem.admits(plan) else { throw UserError.noPlan(solver: name) }
    let bound = UpperBound.best(of: problem, reached: plan.value)
    return GroupingResult(solver: name, plan: plan, bound: bound, remark: words)
  }

  private static func affinities(_ problem: GroupingProblem) -> Matrix<Double> {
    var affinities = BlockAffinities.symmetric(problem)
    let largest = affinities.elements.reduce(0) { max($0, abs($1)) }
    for a in problem.blocks.indices {
      for b in problem.blocks.indices where problem.conflict(a, b) { affinities[a, b] = -largest }
    }
    return affinities
  }

  private static func words(_ clusters: Int, _ density: Double, bound: Double) -> String {
    func rounded(_ value: Double) -> String { "\((value * 1e4).rounded() / 1e4)" }
    return "before mending \(clusters) clusters of summed density \(rounded(density)), of at most \(rounded(bound))"
  }
}
