internal import Grouping
public import LinearAlgebra

/// Plans that stand beside what solvers propose from measured gains: a user's own, and groups and clusters of tasks whose
/// labels correlate.
public struct StandingPlans: Sendable {
  /// By name: groups of tasks; all other tasks are alone.
  public var own: [(name: String, groups: [[Int]])]
  /// (tasks, tasks): correlation of two tasks' labels, NaN where it is not known; nil for no such rule.
  public var labelCorrelations: Matrix<Double>?

  /// Plans of a user's own, and the rule of label correlations where correlations are given.
  public init(own: [(name: String, groups: [[Int]])] = [], labelCorrelations: Matrix<Double>? = nil) {
    self.own = own
    self.labelCorrelations = labelCorrelations
  }

  /// The correlation of labels from which on the rule trains two tasks together: what a published PXR model was built by.
  static let correlationThreshold = 0.4

  /// The candidates that there are, each valued by the problem.
  func candidates(_ problem: GroupingProblem, solver: SolverName, stream: RandomStream) -> [CandidatePlan] {
    ownCandidates(problem)
      + [byCorrelation(problem, solver: solver, stream: stream), byClusters(problem)].compactMap(\.self)
  }

  /// The user's own plans.
  func ownCandidates(_ problem: GroupingProblem) -> [CandidatePlan] {
    own.map { CandidatePlan(name: $0.name, origin: .own, plan: SimplePlans.fixed($0.groups, problem)) }
  }

  /// Groups whose labels correlate beyond the threshold on average, under the study's constraints; nil where none do.
  private func byCorrelation(
    _ problem: GroupingProblem, solver: SolverName, stream: RandomStream
  ) -> CandidatePlan? {
    let excess = labelCorrelations.map { Self.excess($0, over: Self.correlationThreshold, of: { $0 }) }
    return candidate("label correlation", .labelCorrelation, excess, problem, solver: solver.solver, stream: stream)
  }

  /// Clusters by average linkage of tasks whose labels correlate, in either direction, more than those of most pairs; nil
  /// where there are none.
  private func byClusters(_ problem: GroupingProblem) -> CandidatePlan? {
    guard let labelCorrelations else { return nil }
    let known = (0..<problem.count).flatMap { a in
      (0..<a).map { abs(labelCorrelations[a, $0]) }.filter { !$0.isNaN }
    }
    guard !known.isEmpty else { return nil }
    let excess = Self.excess(labelCorrelations, over: known.reduce(0, +) / Double(known.count), of: abs)
    return candidate(
      "label clusters", .labelClusters, excess, problem, solver: HierarchicalSolver(), stream: RandomStream(seed: 0))
  }

  /// What a solver makes of an excess of correlation in the place of gains, valued by the problem.
  private func candidate(
    _ name: String, _ origin: PlanOrigin, _ excess: Matrix<Double>?, _ problem: GroupingProblem,
    solver: any GroupSolver, stream: RandomStream
  ) -> CandidatePlan? {
    guard let excess, excess.elements.contains(where: { $0 > 0 }),
      let rule = try? GroupingProblem(
        tasks: problem.tasks, affinities: excess, kinds: problem.kinds, settings: problem.settings),
      let plan = try? solver.solve(rule, stream: stream.split("group")).plan, !plan.groups.isEmpty
    else { return nil }
    return CandidatePlan(name: name, origin: origin, plan: plan).valued(by: problem)
  }

  /// By how much correlations exceed a threshold, 0 in place of unknown ones; 0 on the diagonal.
  private static func excess(
    _ correlations: Matrix<Double>, over threshold: Double, of value: (Double) -> Double
  ) -> Matrix<Double> {
    var excess = Matrix<Double>(rows: correlations.rows, columns: correlations.columns)
    for target in 0..<correlations.rows {
      for partner in 0..<correlations.columns where partner != target {
        let correlation = correlations[target, partner]
        excess[target, partner] = (correlation.isNaN ? 0 : value(correlation)) - threshold
      }
    }
    return excess
  }
}
