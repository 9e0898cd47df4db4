internal import Statistics
internal import Diagnostics
internal import Grouping
internal import Labels
internal import LinearAlgebra

/// What solvers propose from the rows of some blocks.
struct PlanProposals {
  let search: PlanSearch
  /// The rows whose losses the affinities come from.
  let blocks: BlockSet
  let evidence: PlanEvidence
  private(set) var problem: GroupingProblem
  /// Plans of solvers, each set of networks once; never empty.
  private(set) var candidates: [CandidatePlan] = []
  /// The solvers' results of the last round.
  private(set) var results: [GroupingResult] = []
  private(set) var correction = GroupCorrection.none

  init(search: PlanSearch, blocks: BlockSet, evidence: PlanEvidence) throws {
    self.search = search
    self.blocks = blocks
    self.evidence = evidence
    problem = try search.problem(evidence.affinities)
  }

  private var affinities: Matrix<Double> { evidence.affinities }

  /// What the mean of pairs proposes, at several sizes of groups.
  mutating func propose(progress: any ProgressReporter) throws {
    try proposeOnce(progress: progress)
    proposeByPartnerEffects()
    proposeLargerGroups()
  }

  /// What the mean effects of targets and partners propose.
  private mutating func proposeByPartnerEffects() {
    guard let effects = evidence.partnerEffects, let solver = search.solvers.first?.solver,
      let result = try? solver.solve(search.problem(effects), stream: search.stream.split("group", 0)),
      !result.plan.groups.isEmpty
    else { return }
    add(CandidatePlan(name: "partner effects", origin: .partnerEffects, plan: result.plan).valued(by: problem))
  }

  /// What the mean of pairs proposes.
  mutating func proposeOnce(progress: any ProgressReporter) throws { try solve(suffix: "", progress: progress) }

  /// Fits how groups depart from the mean of their pairs to what was measured on these blocks and, where they do, lets the
  /// solvers propose again.
  mutating func correct(by table: LossTable, progress: any ProgressReporter) throws {
    correction = Self.correction(from: table.restricted(to: blocks), affinities: affinities)
    guard correction != .none else { return }
    problem = try search.problem(affinities, correction: correction)
    try solve(suffix: " (corrected)", progress: progress)
    candidates = candidates.map { $0.valued(by: problem) }
  }

  private mutating func solve(suffix: String, progress: any ProgressReporter) throws {
    progress.begin("Searching groups\(suffix)", total: 0)
    results = try search.solvers.map { try $0.solver.solve(problem, stream: search.stream.split("group")) }
    for result in results { add(result, named: result.solver + suffix) }
    progress.end(results.map { "\($0.solver) \($0.plan.groups.count) groups" }.joined(separator: ", "))
  }

  /// Tasks from which on fewer sizes of groups are tried: all have to be measured.
  private static let manyTasks = 100

  /// Plans of the first solver whose groups have at least 4, 8, ... tasks, up to half of all; 4, 16, ... of many tasks.
  private mutating func proposeLargerGroups() {
    guard let name = search.solvers.first else { return }
    let most = min(search.constraints.maximumSize ?? .max, search.tasks.count / 2)
    var size = 4
    while size <= most {
      if size > search.constraints.minimumSize,
        let problem = try? search.problem(affinities, minimumSize: size),
        let result = try? name.solver.solve(problem, stream: search.stream.split("group", size))
      {
        add(result, named: "\(name.rawValue), \(size) or more")
      }
      size *= search.tasks.count > Self.manyTasks ? 4 : 2
    }
  }

  /// Adds a plan unless the same networks are there already.
  private mutating func add(_ result: GroupingResult, named name: String) {
    add(CandidatePlan(name: name, origin: .solver, plan: result.plan))
  }

  private mutating func add(_ candidate: CandidatePlan) {
    if !candidates.contains(where: candidate.trainsTheSame) { candidates.append(candidate) }
  }

  /// What the measured groups of three and more say of groups.
  private static func correction(from table: LossTable, affinities: Matrix<Double>) -> GroupCorrection {
    let estimator = GainEstimator(fittedTo: table)
    let measured = (3...max(3, affinities.rows)).flatMap { table.sets(ofSize: $0) }.compactMap {
      set -> MeasuredGroup? in
      let gains = set.compactMap { estimator.gain(of: $0, in: set, from: table)?.gain }
      return gains.count == set.count ? MeasuredGroup(members: set.tasks, values: gains) : nil
    }
    return CorrectionFit(groups: measured, affinities: affinities).correction
  }
}
