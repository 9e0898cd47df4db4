package import Grouping
package import Labels
package import LinearAlgebra
package import Plans

/// The panel and the budget that all methods of a comparison have in common.
package struct MethodSetting: Sendable {
  /// Names and kinds of the tasks.
  package var tasks: [String]
  package var kinds: [String]
  /// What groups may look like.
  package var constraints: GroupingSettings
  /// Who searches groups, whatever values them.
  package var solver: SolverName
  /// What Kindred measured: the budget of every method is as many single replicates of sets of tasks.
  package var labels: LabelPlan
  /// What Kindred chose.
  package var choice: GroupChoice
  /// Whether a method may measure what its publication asks for, beyond that budget.
  package var isPublished = false
  /// Why no gradients can be had; nil where they can.
  package var gradientsMissing: String?
  package var stream: RandomStream

  package init(
    tasks: [String], kinds: [String], constraints: GroupingSettings, solver: SolverName, labels: LabelPlan,
    choice: GroupChoice, isPublished: Bool = false, gradientsMissing: String? = nil, stream: RandomStream
  ) {
    self.tasks = tasks
    self.kinds = kinds
    self.constraints = constraints
    self.solver = solver
    self.labels = labels
    self.choice = choice
    self.isPublished = isPublished
    self.gradientsMissing = gradientsMissing
    self.stream = stream
  }

  /// Sets of tasks that a method may train once each.
  var setBudget: Int { labels.setJobs.count }

  /// Every task alone, once.
  var aloneJobs: [Job] { tasks.indices.map { Job(tasks: [$0], replicate: 0) } }

  /// The problem that some affinities state.
  func problem(_ affinities: Matrix<Double>) throws -> GroupingProblem {
    try GroupingProblem(tasks: tasks, affinities: affinities, kinds: kinds, settings: constraints)
  }

  /// The plan that the common solver makes of affinities; values that are not known count as the least that is
  /// known, and as no gain at most.
  func plan(of affinities: Matrix<Double>) throws -> GroupPlan {
    var known = affinities
    let least = min(0, known.elements.filter(\.isFinite).min() ?? 0)
    for index in known.elements.indices where !known.elements[index].isFinite { known.elements[index] = least }
    return try solver.solver.solve(problem(known), stream: stream.split("group")).plan
  }

  /// The plan of fixed groups, valued at nothing.
  func plan(of groups: [[Int]]) throws -> GroupPlan {
    SimplePlans.fixed(groups, try problem(Matrix(rows: tasks.count, columns: tasks.count)))
  }
}
