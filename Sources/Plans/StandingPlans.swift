internal import Grouping
public import LinearAlgebra

/// Plans that stand beside what solvers propose from measured gains: a user's own, and the rule that trains tasks together
/// whose labels correlate.
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
    let mine = own.map { CandidatePlan(name: $0.name, origin: .own, plan: SimplePlans.fixed($0.groups, problem)) }
    return mine + [byCorrelation(problem, solver: solver, stream: stream)].compactMap(\.self)
  }

  /// Groups whose labels correlate beyond the threshold on average, under the study's constraints; nil where none do.
  private func byCorrelation(
    _ problem: GroupingProblem, solver: SolverName, stream: RandomStream
  ) -> CandidatePlan? {
    guard let labelCorrelations else { return nil }
    var excess = Matrix<Double>(rows: problem.count, columns: problem.count)
    for target in 0..<problem.count {
      for partner in 0..<problem.count where partner != target {
        let correlation = labelCorrelations[target, partner]
        excess[target, partner] = (correlation.isNaN ? 0 : correlation) - Self.correlationThreshold
      }
    }
    guard excess.elements.contains(where: { $0 > 0 }),
      let rule = try? GroupingProblem(
        tasks: problem.tasks, affinities: excess, kinds: problem.kinds, settings: problem.settings),
      let plan = try? solver.solver.solve(rule, stream: stream.split("group")).plan, !plan.groups.isEmpty
    else { return nil }
    let candidate = CandidatePlan(name: "label correlation", origin: .labelCorrelation, plan: plan)
    return candidate.valued(by: problem)
  }
}
