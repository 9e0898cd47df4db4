internal import Diagnostics
public import Grouping
public import Labels
public import LinearAlgebra
internal import Statistics

/// The search for tasks that help one or a few primary ones (docs/primary.md): partners are measured, then growing and pruned
/// sets of the best, and development rows decide. Every job is a network with a primary task in it.
public struct HelperSearch: Sendable {
  /// Task names.
  public var tasks: [String]
  /// The kind of each task.
  public var kinds: [String]
  /// The tasks that matter, each once.
  public var primaries: [Int]
  /// What a network may look like.
  public var constraints: GroupingSettings
  /// (tasks, tasks): what other panels lead to expect a target (row) to gain from a partner; nil where partners are measured
  /// in the panel's order.
  public var expected: Matrix<Double>?
  /// A user's own plans, and correlations of labels.
  public var standing: StandingPlans
  /// Whether linear models of the primary tasks are measured beside networks.
  public var withLinear: Bool
  /// Replicates of a primary task alone, at least `replicates`.
  public var baselineReplicates: Int
  /// Replicates of a primary task with one partner.
  public var pairReplicates: Int
  /// Replicates of a primary task with a set of helpers.
  public var replicates: Int

  /// A search of its parts; primaries that are named twice trap.
  public init(
    tasks: [String], kinds: [String], primaries: [Int], constraints: GroupingSettings = GroupingSettings(),
    expected: Matrix<Double>? = nil, standing: StandingPlans = StandingPlans(), withLinear: Bool = true,
    baselineReplicates: Int = 20, pairReplicates: Int = 10, replicates: Int = 10
  ) {
    precondition(Set(primaries).count == primaries.count, "a primary task is named once")
    self.tasks = tasks
    self.kinds = kinds
    self.primaries = primaries
    self.constraints = constraints
    self.expected = expected
    self.standing = standing
    self.withLinear = withLinear
    self.baselineReplicates = max(baselineReplicates, replicates)
    self.pairReplicates = pairReplicates
    self.replicates = replicates
  }

  /// The most partners of a task that are measured where no budget says more or less: all of most panels.
  package static let partnerLimit = 63
  /// The same over all primary tasks, of which each gets eight at least.
  private static let pairLimit = 512

  /// How many partners of each primary task are measured where no budget says otherwise.
  private var partnersEach: Int { min(Self.partnerLimit, max(8, Self.pairLimit / max(1, primaries.count))) }

  /// Whether a share of the budget reaches for some jobs.
  public typealias Allowance = (_ jobs: Set<Job>, _ share: Double) -> Bool

  /// Measures and chooses.
  ///
  /// - Parameters:
  ///   - affords: what the budget reaches for; nil where there is none. At most a quarter of it goes to more replicates of the
  ///     primary tasks alone than sets have, and half to all that comes before sets are searched; what is not afforded is
  ///     left out.
  ///   - measure: measures jobs, with a name of the step for progress, and gives everything measured so far.
  public func choose(affords: Allowance? = nil, measure: @escaping PlanSearch.Measurement) throws -> HelperChoice {
    let problem = try problem()
    var searches = primaries.map { PrimarySearch(primary: $0, search: self, problem: problem) }
    var ledger = HelperLedger(affords: affords, measure: measure)
    let simple = jobs(searches.flatMap(\.simple))
    let baseline = ledger.most(of: baselineReplicates, within: 0.25) { baselineJobs($0) } ?? replicates
    let alone = baselineJobs(max(baseline, replicates))
    guard ledger.reaches(for: alone + simple) else { return untested(searches) }
    try ledger.measure(alone, step: "Measuring \(NumberText.counted(primaries.count, "primary task")) alone")

    let limit = affords == nil ? partnersEach : searches.map(\.problem.units.count).max() ?? 0
    let count = ledger.most(of: limit, within: 0.5) { count in
      simple + searches.flatMap { $0.taking(partners: count).partnerJobs(pairReplicates) }
    }
    searches = searches.map { $0.taking(partners: count ?? 0) }
    let pairs = searches.flatMap { $0.partnerJobs(pairReplicates) }
    try ledger.measure(
      pairs, step: "Measuring \(NumberText.counted(Set(pairs.map(\.tasks)).count, "possible helper"))")
    try ledger.measure(simple, step: "Measuring simple sets of helpers")

    for index in searches.indices { searches[index].begin(partnerTable(searches[index], ledger)) }
    try search(&searches, &ledger)
    return try decide(searches, &ledger)
  }

  /// What other panels lead to expect, with nothing trained.
  public func chooseUntested() throws -> HelperChoice {
    let problem = try problem()
    return untested(primaries.map { PrimarySearch(primary: $0, search: self, problem: problem) })
  }

  /// What the partners' gains rest on.
  private func baselineJobs(_ replicates: Int) -> [Job] {
    (0..<replicates).flatMap { replicate in primaries.map { Job(tasks: [$0], replicate: replicate) } }
  }

  private func problem() throws -> GroupingProblem {
    try GroupingProblem(
      tasks: tasks, affinities: Matrix<Double>(rows: tasks.count, columns: tasks.count), kinds: kinds,
      settings: constraints)
  }

  private func jobs(_ sets: [HelperSet]) -> [Job] { sets.flatMap { $0.jobs(replicates: replicates, phase: .develop) } }

  /// All searches go on step by step, so that what they want is measured at once.
  private func search(_ searches: inout [PrimarySearch], _ ledger: inout HelperLedger) throws {
    while true {
      var wanted: [HelperSet] = []
      for index in searches.indices { wanted += searches[index].next(ledger.table) }
      let jobs = jobs(wanted)
      guard !wanted.isEmpty, ledger.reaches(for: jobs) else { return }
      try ledger.measure(jobs, step: "Measuring \(NumberText.counted(wanted.count, "set")) of helpers")
    }
  }

  private func decide(_ searches: [PrimarySearch], _ ledger: inout HelperLedger) throws -> HelperChoice {
    let decisions = searches.map { HelperDecision($0, table: ledger.table) }
    let accounts = HelperDecision.sharingNetworks(decisions, table: ledger.table).map {
      HelperAccount($0.search, $0.choice)
    }
    let wanted = jobs(accounts.flatMap(\.wanted))
    if ledger.reaches(for: wanted) { try ledger.measure(wanted, step: "Measuring what each helper adds") }
    return HelperChoice(
      primaries: accounts.map { account in
        account.choice(partners: partnerTable(account.search, ledger), sets: ledger.table)
      })
  }

  /// What the gains from single partners rest on: the same whatever else a study measured.
  private func partnerTable(_ search: PrimarySearch, _ ledger: HelperLedger) -> LossTable {
    let alone = (0..<baselineReplicates).map { Job(tasks: [search.primary], replicate: $0) }
    return ledger.table.restricted(to: alone + search.partnerJobs(pairReplicates))
  }

  private func untested(_ searches: [PrimarySearch]) -> HelperChoice {
    HelperChoice(primaries: searches.map { HelperAccount($0, .untested($0)).choice(partners: nil, sets: nil) })
  }
}
