internal import Diagnostics
internal import Grouping
internal import Labels
internal import LinearAlgebra
internal import Panels
internal import Reports
internal import Tables

extension Study {
  /// Chooses groups: solvers propose, development rows decide (docs/grouping.md).
  @discardableResult
  public func group() throws -> GroupChoice {
    try predict()
    let inputs = [
      stamp(of: try goesByPrior() ? "predict" : "fit"), try text(settings.groups), try text(settings.plans),
    ]
    var choice: GroupChoice?
    try perform("group", inputs: inputs, files: [folder.groups, folder.groupRows, folder.choice]) {
      let made = try chooseGroups()
      try write(made)
      choice = made
    }
    return try choice ?? JSONText.read(GroupChoice.self, from: folder.choice, madeBy: "group")
  }

  /// Two rounds: the first measures what the mean of pairs proposes, at several sizes of groups, as that mean does not say
  /// how a group's worth grows with its size; where those groups show it, the second measures what the corrected value
  /// proposes. Where gains come from other panels alone nothing is trained: the first solver's plan is what they say.
  private func chooseGroups() throws -> GroupChoice {
    let problem = try groupingProblem(correction: .none)
    var candidates = simpleCandidates(problem)
    var results = try propose(problem, suffix: "", to: &candidates)
    if try goesByPrior() {
      return GroupChoice(
        recommended: candidates.first { !$0.isSimple } ?? candidates[0], results: results, candidates: candidates,
        scores: [], settings: settings.groups, correction: .none)
    }
    try proposeLargerGroups(to: &candidates)
    var table = try measure(candidates)
    let correction = correction(from: table, problem: problem)
    if correction != .none {
      results = try propose(groupingProblem(correction: correction), suffix: " (corrected)", to: &candidates)
      table = try measure(candidates)
    }
    let scores = candidates.map { candidate in
      PlanScore(candidate, in: table, phase: .develop, replicates: planReplicates) { task, _ in
        candidate.network(serving: task)
      }
    }
    let winner = PlanScore.recommended(among: scores).flatMap { score in candidates.first { $0.name == score.name } }
    return GroupChoice(
      recommended: winner ?? candidates[0], results: results, candidates: candidates, scores: scores,
      settings: settings.groups, correction: correction)
  }

  var planReplicates: [Int] { Array(0..<settings.plans.replicates) }

  /// Lets the solvers propose; plans that are there already are not added again.
  private func propose(
    _ problem: GroupingProblem, suffix: String, to candidates: inout [CandidatePlan]
  ) throws -> [GroupingResult] {
    progress.begin("Searching groups\(suffix)", total: 0)
    let results = try settings.plans.solvers.compactMap { SolverName(rawValue: $0) }.map {
      try $0.solver.solve(problem, stream: stream.split("group"))
    }
    for result in results {
      add(CandidatePlan(name: result.solver + suffix, isSimple: false, plan: result.plan), to: &candidates)
    }
    progress.end(results.map { "\($0.solver) \($0.plan.groups.count) groups" }.joined(separator: ", "))
    return results
  }

  /// Plans of the first solver whose groups have at least 4, 8, ... tasks, up to half of all.
  private func proposeLargerGroups(to candidates: inout [CandidatePlan]) throws {
    guard let name = settings.plans.solvers.first.flatMap({ SolverName(rawValue: $0) }) else { return }
    let most = min(settings.groups.maximumSize ?? .max, try panel().panel.tasks.count / 2)
    var size = 4
    while size <= most {
      if size > settings.groups.minimumSize {
        let problem = try groupingProblem(correction: .none, minimumSize: size)
        if let result = try? name.solver.solve(problem, stream: stream.split("group", size)) {
          add(
            CandidatePlan(name: "\(name.rawValue), \(size) or more", isSimple: false, plan: result.plan),
            to: &candidates)
        }
      }
      size *= 2
    }
  }

  /// Adds a plan unless the same networks are there already.
  private func add(_ candidate: CandidatePlan, to candidates: inout [CandidatePlan]) {
    if !candidates.contains(where: { $0.networks == candidate.networks }) { candidates.append(candidate) }
  }

  private func measure(_ candidates: [CandidatePlan]) throws -> LossTable {
    let jobs = candidates.flatMap { $0.jobs(replicates: planReplicates, phase: .develop) }
    return try measure(jobs, step: "Measuring \(candidates.count) plans on development rows")
  }

  /// What the measured groups of three and more say of groups.
  private func correction(from table: LossTable, problem: GroupingProblem) -> GroupCorrection {
    let estimator = GainEstimator(fittedTo: table)
    let measured = (3...max(3, problem.count)).flatMap { table.sets(ofSize: $0) }.compactMap { set -> MeasuredGroup? in
      let gains = set.compactMap { estimator.gain(of: $0, in: set, from: table)?.gain }
      return gains.count == set.count ? MeasuredGroup(members: set, values: gains) : nil
    }
    return CorrectionFit(groups: measured, affinities: problem.affinities).correction
  }

  private func simpleCandidates(_ problem: GroupingProblem) -> [CandidatePlan] {
    var simple = [
      CandidatePlan(name: "all alone", isSimple: true, plan: SimplePlans.allAlone(problem)),
      CandidatePlan(name: "all together", isSimple: true, plan: SimplePlans.allTogether(problem)),
    ]
    if Set(problem.kinds).count > 1 {
      simple.append(CandidatePlan(name: "by kind", isSimple: true, plan: SimplePlans.byKind(problem)))
    }
    return simple
  }

  /// The problem that the study's affinities state.
  func groupingProblem(correction: GroupCorrection, minimumSize: Int? = nil) throws -> GroupingProblem {
    var settings = settings.groups
    if let minimumSize { settings.minimumSize = minimumSize }
    let tasks = try panel().panel.tasks
    return try GroupingProblem(
      tasks: tasks.map(\.name), affinities: affinityMatrix(), kinds: tasks.map(\.kind.rawValue),
      settings: settings, correction: correction)
  }

  private func write(_ choice: GroupChoice) throws {
    let files = DownstreamFiles(
      problem: try groupingProblem(correction: choice.correction), result: choice.result,
      alternatives: choice.candidates.filter { $0.name != choice.recommended.name }.map { ($0.name, $0.plan) })
    try files.csv().write(to: folder.groupRows)
    try AtomicFile.write(files.json(), to: folder.groups)
    try JSONText.write(choice, to: folder.choice)
  }
}
