public import Diagnostics
public import Grouping
public import Labels
public import LinearAlgebra
internal import Statistics

/// The search for the plan to recommend: solvers propose, development rows decide (docs/grouping.md).
public struct PlanSearch: Sendable {
  /// Task names, and the kind of each.
  public var tasks: [String]
  public var kinds: [String]
  /// (tasks, tasks): the best estimate of what a target (row) gains from a partner (column).
  public var affinities: Matrix<Double>
  public var constraints: GroupingSettings
  /// Who proposes; the first one also proposes larger groups.
  public var solvers: [SolverName]
  /// Replicates of each candidate plan.
  public var replicates: Int
  /// The stream of the study; solvers draw from its part "group".
  public var stream: RandomStream

  public init(
    tasks: [String], kinds: [String], affinities: Matrix<Double>, constraints: GroupingSettings, solvers: [SolverName],
    replicates: Int, stream: RandomStream
  ) {
    self.tasks = tasks
    self.kinds = kinds
    self.affinities = affinities
    self.constraints = constraints
    self.solvers = solvers
    self.replicates = replicates
    self.stream = stream
  }

  /// Measures jobs, with a name of the step for progress, and gives everything measured so far.
  public typealias Measurement = (_ jobs: [Job], _ step: String) throws -> LossTable

  /// Two rounds: the first measures what the mean of pairs proposes, at several sizes of groups, as that mean does not say
  /// how a group's worth grows with its size; where those groups show it, the second measures what the corrected value
  /// proposes. All plans are then valued by the same, corrected, estimate.
  public func choose(progress: any ProgressReporter, measure: Measurement) throws -> GroupChoice {
    var problem = try problem()
    var candidates = SimplePlans.candidates(problem)
    var results = try propose(problem, suffix: "", progress: progress, to: &candidates)
    try proposeLargerGroups(to: &candidates)
    var table = try measure(jobs(of: candidates), Self.step(candidates))
    let correction = correction(from: table)
    if correction != .none {
      problem = try self.problem(correction: correction)
      results = try propose(problem, suffix: " (corrected)", progress: progress, to: &candidates)
      table = try measure(jobs(of: candidates), Self.step(candidates))
      candidates = candidates.map { $0.valued(by: problem) }
    }
    let measurements = candidates.map { candidate in
      PlanMeasurement(candidate, in: table, phase: .develop, replicates: Array(0..<replicates)) { task, _ in
        candidate.network(serving: task)
      }
    }
    let admissible = zip(candidates, measurements).filter { problem.admits($0.0.plan) }
    let winner = PlanMeasurement.recommended(among: admissible.map(\.1)).flatMap { best in
      candidates.first { $0.name == best.name }
    }
    return GroupChoice(
      recommended: winner ?? candidates[0], results: results, candidates: candidates, scores: measurements,
      settings: constraints, correction: correction)
  }

  /// What the first solver proposes, with nothing trained to compare it with.
  public func chooseUntested(progress: any ProgressReporter) throws -> GroupChoice {
    let problem = try problem()
    var candidates = SimplePlans.candidates(problem)
    let results = try propose(problem, suffix: "", progress: progress, to: &candidates)
    return GroupChoice(
      recommended: candidates.first { !$0.isSimple } ?? candidates[0], results: results, candidates: candidates,
      scores: [], settings: constraints, correction: .none)
  }

  /// The problem that the affinities state.
  public func problem(correction: GroupCorrection = .none, minimumSize: Int? = nil) throws -> GroupingProblem {
    var settings = constraints
    if let minimumSize { settings.minimumSize = minimumSize }
    return try GroupingProblem(
      tasks: tasks, affinities: affinities, kinds: kinds, settings: settings, correction: correction)
  }

  /// Lets the solvers propose; plans that are there already are not added again.
  private func propose(
    _ problem: GroupingProblem, suffix: String, progress: any ProgressReporter, to candidates: inout [CandidatePlan]
  ) throws -> [GroupingResult] {
    progress.begin("Searching groups\(suffix)", total: 0)
    let results = try solvers.map { try $0.solver.solve(problem, stream: stream.split("group")) }
    for result in results { add(result, named: result.solver + suffix, to: &candidates) }
    progress.end(results.map { "\($0.solver) \($0.plan.groups.count) groups" }.joined(separator: ", "))
    return results
  }

  /// Plans of the first solver whose groups have at least 4, 8, ... tasks, up to half of all.
  private func proposeLargerGroups(to candidates: inout [CandidatePlan]) throws {
    guard let name = solvers.first else { return }
    let most = min(constraints.maximumSize ?? .max, tasks.count / 2)
    var size = 4
    while size <= most {
      if size > constraints.minimumSize {
        let problem = try problem(minimumSize: size)
        if let result = try? name.solver.solve(problem, stream: stream.split("group", size)) {
          add(result, named: "\(name.rawValue), \(size) or more", to: &candidates)
        }
      }
      size *= 2
    }
  }

  /// Adds a plan unless the same networks are there already.
  private func add(_ result: GroupingResult, named name: String, to candidates: inout [CandidatePlan]) {
    let candidate = CandidatePlan(name: name, origin: .solver, plan: result.plan)
    if !candidates.contains(where: { $0.networks == candidate.networks }) { candidates.append(candidate) }
  }

  private func jobs(of candidates: [CandidatePlan]) -> [Job] {
    candidates.flatMap { $0.jobs(replicates: Array(0..<replicates), phase: .develop) }
  }

  private static func step(_ candidates: [CandidatePlan]) -> String {
    "Measuring \(candidates.count) plans on development rows"
  }

  /// What the measured groups of three and more say of groups.
  private func correction(from table: LossTable) -> GroupCorrection {
    let estimator = GainEstimator(fittedTo: table)
    let measured = (3...max(3, tasks.count)).flatMap { table.sets(ofSize: $0) }.compactMap { set -> MeasuredGroup? in
      let gains = set.compactMap { estimator.gain(of: $0, in: set, from: table)?.gain }
      return gains.count == set.count ? MeasuredGroup(members: set.tasks, values: gains) : nil
    }
    return CorrectionFit(groups: measured, affinities: affinities).correction
  }
}

extension CandidatePlan {
  /// The same networks, each task's value by the problem's estimate: one number for one question.
  fileprivate func valued(by problem: GroupingProblem) -> CandidatePlan {
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
