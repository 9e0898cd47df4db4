internal import Grouping
internal import Labels
internal import LinearAlgebra
internal import Statistics

/// What is measured for one primary task: itself alone, simple sets, its partners, and the sets that are searched.
struct PrimarySearch {
  let problem: HelperProblem
  let simple: [HelperSet]
  let replicates: Int
  /// Units to be measured as the only partners, most promising first.
  private(set) var partners: [Int] = []
  /// The searches on all rows and, where losses are kept by block, on either half.
  private(set) var views: [HelperProposals] = []
  /// (units): what other panels lead to expect of each.
  private let expected: [Double]

  init(primary: Int, search: HelperSearch, problem: GroupingProblem) {
    self.problem = HelperProblem(primary: primary, problem)
    replicates = search.replicates
    simple = Self.simpleSets(self.problem, search: search, problem: problem)
    expected = self.problem.units.map { unit in
      guard let expected = search.expected else { return 0 }
      return unit.reduce(0) { $0 + expected[primary, $1] } / Double(unit.count)
    }
  }

  var primary: Int { problem.primary }

  /// Units by what other panels lead to expect, best first.
  var byExpectation: [Int] { expected.indices.sorted { (expected[$1], $0) < (expected[$0], $1) } }

  /// The network of the primary task with one unit.
  func pair(_ unit: Int) -> TaskSet { TaskSet(problem.helpers([unit]) + [primary]) }

  /// The same with the most promising partners to be measured.
  func taking(partners count: Int) -> PrimarySearch {
    var search = self
    search.partners = Array(byExpectation.prefix(count))
    return search
  }

  /// Every measured partner, replicate by replicate.
  func partnerJobs(_ replicates: Int) -> [Job] {
    (0..<replicates).flatMap { replicate in partners.map { Job(tasks: pair($0), replicate: replicate) } }
  }

  /// Begins the searches, once the partners were measured.
  ///
  /// - Parameter table: the primary task alone and with each partner.
  mutating func begin(_ table: LossTable) {
    let blocks = table.hasBlocks ? [.all] + BlockSet.halves : [.all]
    views = blocks.map { blocks in
      let part = table.restricted(to: blocks)
      let estimator = GainEstimator(fittedTo: part)
      let gains = problem.units.indices.map { unit in
        partners.contains(unit) ? estimator.gain(of: primary, in: pair(unit), from: part)?.gain : nil
      }
      return HelperProposals(problem: problem, blocks: blocks, replicates: replicates, gains: gains)
    }
  }

  /// The next sets of all searches, each once.
  mutating func next(_ table: LossTable) -> [HelperSet] {
    var wanted: [HelperSet] = []
    for index in views.indices {
      for set in views[index].next(table) where !wanted.contains(set) { wanted.append(set) }
    }
    return wanted
  }

  /// By unit: what the primary task gains from it as the only partner, with errors over rows and replicates.
  func gains(_ table: LossTable) -> [Int: Gain] {
    let estimator = GainEstimator(fittedTo: table)
    let sizes = Set(partners.map { pair($0).count })
    let measured = sizes.sorted().flatMap { estimator.gainsOverRows(from: table, ofSize: $0) }.filter {
      $0.target == primary
    }
    let byPartners = Dictionary(measured.map { ($0.partners, $0) }) { first, _ in first }
    return Dictionary(
      uniqueKeysWithValues: partners.compactMap { unit in
        byPartners[pair(unit).removing(primary)].map { (unit, $0) }
      })
  }

  /// The sets that need no measured gain, simplest first, each network once; a user's own stay whatever they hold.
  private static func simpleSets(
    _ problem: HelperProblem, search: HelperSearch, problem grouping: GroupingProblem
  ) -> [HelperSet] {
    let primary = problem.primary
    let others = search.tasks.indices.filter { $0 != primary }
    func set(_ name: String, _ origin: PlanOrigin, _ helpers: [Int]) -> HelperSet {
      HelperSet(name: name, origin: origin, primary: primary, helpers: helpers)
    }
    var sets = search.withLinear ? [set("linear alone", .linearAlone, [])] : []
    sets.append(set("alone", .allAlone, []))
    var rivals = [set("all together", .allTogether, others)]
    rivals.append(set("its kind", .byKind, others.filter { search.kinds[$0] == search.kinds[primary] }))
    if let correlations = search.standing.labelCorrelations {
      let threshold = StandingPlans.correlationThreshold
      let alike = problem.units.indices.filter { unit in
        problem.units[unit].contains { correlations[primary, $0] >= threshold }
      }
      rivals.append(set("label correlation", .labelCorrelation, problem.helpers(problem.compatible(alike))))
    }
    for rival in rivals where !rival.helpers.isEmpty && !sets.contains(where: rival.trainsTheSame) {
      sets.append(rival)
    }
    for own in search.standing.own {
      let group = own.groups.first { $0.contains(primary) } ?? [primary]
      sets.append(set(own.name, .own, group.filter { $0 != primary }))
    }
    return sets
  }
}
