public import Diagnostics
public import Grouping
public import Labels
public import LinearAlgebra
internal import Statistics

/// The search for the plan to recommend: solvers propose, development rows decide (docs/grouping.md).
public struct PlanSearch: Sendable {
  /// Task names, and the kind of each.
  public var tasks: [String]
  /// The kind of each task: networks mix kinds only where the constraints say so.
  public var kinds: [String]
  /// (tasks, tasks): the best estimate of what a target (row) gains from a partner (column).
  public var affinities: Matrix<Double>
  /// (tasks, tasks): the same by the mean effects of targets and partners alone; nil for no such contender.
  public var partnerEffects: Matrix<Double>?
  /// What groups may look like.
  public var constraints: GroupingSettings
  /// Who proposes; the first one also proposes larger groups.
  public var solvers: [SolverName]
  /// Replicates of each candidate plan.
  public var replicates: Int
  /// Whether linear models of every task alone are measured beside networks.
  public var withLinear: Bool
  /// Plans that stand beside the others whatever was measured of pairs.
  public var standing: StandingPlans
  /// The stream of the study; solvers draw from its part "group".
  public var stream: RandomStream

  /// A search of its parts; nothing is checked before it begins.
  public init(
    tasks: [String], kinds: [String], affinities: Matrix<Double>, partnerEffects: Matrix<Double>? = nil,
    constraints: GroupingSettings, solvers: [SolverName], replicates: Int, withLinear: Bool = false,
    standing: StandingPlans = StandingPlans(), stream: RandomStream
  ) {
    self.tasks = tasks
    self.kinds = kinds
    self.affinities = affinities
    self.partnerEffects = partnerEffects
    self.constraints = constraints
    self.solvers = solvers
    self.replicates = replicates
    self.withLinear = withLinear
    self.standing = standing
    self.stream = stream
  }

  /// Measures jobs, with a name of the step for progress, and gives everything measured so far.
  public typealias Measurement = (_ jobs: [Job], _ step: String) throws -> LossTable

  /// What a study would go by if it had only the test rows of some blocks.
  public typealias PartialEvidence = (BlockSet) throws -> PlanEvidence

  /// What all rows say.
  private var evidence: PlanEvidence { PlanEvidence(affinities: affinities, partnerEffects: partnerEffects) }

  /// Solvers propose from all rows and, where `partialEvidence` is given, from either half of the blocks as well; all
  /// proposals are measured, and the choice is made by what the procedure reached on rows that it had not searched on.
  ///
  /// Two rounds each: the first measures what the mean of pairs proposes, at several sizes of groups, as that mean does not
  /// say how a group's worth grows with its size; where those groups show it, the second measures what the corrected value
  /// proposes. All plans are then valued by the same, corrected, estimate.
  ///
  /// - Parameters:
  ///   - progress: told of the steps.
  ///   - partialEvidence: what is known from some blocks alone; nil where losses are not kept by block.
  ///   - affordable: of the jobs of one replicate of everything that is to be measured, how many replicates there is time for;
  ///     `replicates` where it is nil.
  ///   - measure: runs jobs.
  public func choose(
    progress: any ProgressReporter, partialEvidence: PartialEvidence? = nil,
    affordable: (([Job]) throws -> Int)? = nil, measure: Measurement
  ) throws -> GroupChoice {
    var simple = simpleCandidates(try problem(affinities))
    var views = [try PlanProposals(search: self, blocks: .all, evidence: evidence)]
    if let partialEvidence {
      views += try BlockSet.halves.map {
        try PlanProposals(search: self, blocks: $0, evidence: partialEvidence($0))
      }
    }
    for index in views.indices { try views[index].propose(progress: progress) }
    let count = try affordable.map { try $0(jobs(simple, views, replicates: 1)) } ?? replicates
    var table = try measure(jobs(simple, views, replicates: count), step(simple, views))
    for index in views.indices { try views[index].correct(by: table, progress: progress) }
    if views.contains(where: { $0.correction != .none }) {
      table = try measure(jobs(simple, views, replicates: count), step(simple, views))
    }
    simple = simple.map { $0.valued(by: views[0].problem) }
    var choice = PlanDecision(
      simple: simple, views: views, table: table, replicates: Array(0..<count), settings: constraints
    ).choice
    choice.replicates = count
    return choice
  }

  /// Nothing but every task alone, as nothing was trained that could vouch for groups; what the first solver makes of the
  /// affinities is a suggestion.
  public func chooseUntested(progress: any ProgressReporter) throws -> GroupChoice {
    let simple = SimplePlans.candidates(try problem(affinities)) + standing.ownCandidates(try problem(affinities))
    var view = try PlanProposals(search: self, blocks: .all, evidence: evidence)
    try view.proposeOnce(progress: progress)
    let candidates =
      simple + view.candidates.filter { candidate in !simple.contains(where: candidate.trainsTheSame) }
    return GroupChoice(
      recommended: simple[0], suggested: candidates.first { !$0.isSimple }, results: view.results,
      candidates: candidates, scores: [], settings: constraints, correction: .none)
  }

  /// Plans that need no measured pair, each set of networks once.
  private func simpleCandidates(_ problem: GroupingProblem) -> [CandidatePlan] {
    var simple = SimplePlans.candidates(problem, withLinear: withLinear)
    for candidate in standing.candidates(problem, solver: solvers.first ?? .beam, stream: stream)
    where candidate.origin == .own
      || !simple.contains(where: candidate.trainsTheSame)
    {
      simple.append(candidate)
    }
    return simple
  }

  /// The problem that the study's affinities state.
  public func problem(correction: GroupCorrection = .none) throws -> GroupingProblem {
    try problem(affinities, correction: correction)
  }

  /// The problem that some affinities state.
  func problem(
    _ affinities: Matrix<Double>, correction: GroupCorrection = .none, minimumSize: Int? = nil
  ) throws -> GroupingProblem {
    var settings = constraints
    if let minimumSize { settings.minimumSize = minimumSize }
    return try GroupingProblem(
      tasks: tasks, affinities: affinities, kinds: kinds, settings: settings, correction: correction)
  }

  private func jobs(_ simple: [CandidatePlan], _ views: [PlanProposals], replicates: Int) -> [Job] {
    (simple + views.flatMap(\.candidates)).flatMap { $0.jobs(replicates: Array(0..<replicates), phase: .develop) }
  }

  private func step(_ simple: [CandidatePlan], _ views: [PlanProposals]) -> String {
    "Measuring \(simple.count + views.reduce(0) { $0 + $1.candidates.count }) plans on development rows"
  }
}

extension CandidatePlan {
  /// The same networks, each task's value by the problem's estimate: one number for one question.
  func valued(by problem: GroupingProblem) -> CandidatePlan {
    var valued = self
    var values = plan.taskValues
    for (index, group) in plan.groups.enumerated() {
      for (task, value) in zip(group, problem.memberValues(of: group)) where plan.served[task] == index {
        values[task] = value
      }
    }
    valued.plan = GroupPlan(groups: plan.groups, served: plan.served, taskValues: values)
    return valued
  }
}
