public import LinearAlgebra

/// One way to look for the best plan.
///
/// Solvers are deterministic: the same problem and stream give the same plan, whatever the number of threads.
public protocol GroupSolver: Sendable {
  /// The name that the command line and the files use.
  var name: String { get }

  /// A plan that keeps every constraint of the problem, and how far from the best it can be.
  ///
  /// Throws `UserError.noPlan` if the solver finds none that does.
  func solve(_ problem: GroupingProblem, stream: RandomStream) throws -> GroupingResult
}

/// A plan with the proof of how good it is.
public struct GroupingResult: Codable, Equatable, Sendable {
  /// The name of the solver that found the plan, as `GroupSolver.name` says it.
  public let solver: String
  /// The plan, which keeps every constraint of the problem.
  public let plan: GroupPlan
  /// The plan's value.
  public let objective: Double
  /// No plan that keeps the constraints is worth more than this.
  public let bound: Double
  /// How far from the best the plan can be, in words.
  public let note: String

  /// What a better plan could be worth more, at most; 0 is optimal.
  public var gap: Double { max(0, bound - objective) }

  /// A result of `plan`, worded from the bound; `isOptimal` where the solver proves it (the bound is then the objective);
  /// `remark` is what the solver has to add.
  public init(solver: String, plan: GroupPlan, bound: Double, isOptimal: Bool = false, remark: String? = nil) {
    self.solver = solver
    self.plan = plan
    objective = plan.value
    self.bound = isOptimal ? objective : max(bound, objective)
    let words = Self.words(objective: objective, bound: self.bound, isOptimal: isOptimal)
    note = remark.map { "\(words); \($0)" } ?? words
  }

  private static func words(objective: Double, bound: Double, isOptimal: Bool) -> String {
    let tolerance = 1e-9 * max(1, abs(bound))
    if isOptimal || bound - objective <= tolerance { return "optimal for the predicted affinities" }
    guard objective > 0 else { return "predicted to be worth no more than training every task alone" }
    let percent = Int((objective / bound * 100).rounded(.down))
    return "worth at least \(percent) % of the best possible plan"
  }
}

/// The solvers that can be asked for by name.
public enum SolverName: String, CaseIterable, Codable, Sendable {
  /// Beam search and local improvement: `BeamSolver`.
  case beam
  /// Spectral clustering: `SpectralSolver`.
  case spectral
  /// Clustering by a semidefinite relaxation, up to 200 tasks: `SDPSolver`.
  case sdp
  /// Average linkage, cut where the plan is worth most: `HierarchicalSolver`.
  case hierarchical
  /// Dynamic programming over all groups, up to 12 tasks: `ExactSolver`.
  case exact
  /// Groups filled at random, for comparison: `RandomSolver`.
  case random

  /// Who proposes groups where nobody is named: `exact` as far as it goes, then `beam` and `spectral`, and `beam` alone for
  /// more than 150 tasks.
  public static func defaults(forTasks count: Int) -> [SolverName] {
    if count <= ExactSolver.taskLimit { return [.exact] }
    return count <= 150 ? [.beam, .spectral] : [.beam]
  }

  /// The solver of that name with its default settings.
  public var solver: any GroupSolver {
    switch self {
    case .beam: BeamSolver()
    case .spectral: SpectralSolver()
    case .sdp: SDPSolver()
    case .hierarchical: HierarchicalSolver()
    case .exact: ExactSolver()
    case .random: RandomSolver()
    }
  }
}
