/// Improves a plan whose groups may overlap: candidate groups are added, taken away or exchanged while that helps.
///
/// With a fixed list of candidates the value is monotone and submodular in the set of groups, so adding greedily reaches at
/// least 1 - 1/e of the best for a given number of groups (Nemhauser, Wolsey & Fisher 1978) before exchanges improve it.
/// A pass over c candidates of m members costs O(c m); an exchange pass one such for every group chosen.
struct OverlapSearch {
  let search: SearchValues
  var passLimit = 200

  private var problem: GroupingProblem { search.problem }

  func improve(_ start: GroupPlan) -> GroupPlan {
    let pool = GroupGrowth(search: search).candidates().map(candidate)
    var cover = Cover(search: search)
    for group in start.groups { cover.add(candidate(group)) }
    for _ in 0..<passLimit {
      if add(from: pool, to: &cover) { continue }
      if removeIdle(from: &cover) { continue }
      if !exchange(with: pool, in: &cover) { break }
    }
    return problem.plan(of: cover.groups.map(\.members))
  }

  private func candidate(_ members: [Int]) -> Candidate {
    let values = zip(members, problem.memberValues(of: members)).map { max(search.floors[$0], $1) }
    return Candidate(members: members, values: values, cost: problem.groupCost(members))
  }

  /// Adds the candidate that helps most.
  private func add(from pool: [Candidate], to cover: inout Cover) -> Bool {
    var best = cover.score
    var chosen: Candidate?
    for candidate in pool {
      let score = cover.score(adding: candidate)
      if score.isBetter(than: best) { (best, chosen) = (score, candidate) }
    }
    guard let chosen else { return false }
    cover.add(chosen)
    return true
  }

  /// Takes away a group that costs nothing in value, so that plans do not carry idle networks.
  private func removeIdle(from cover: inout Cover) -> Bool {
    for index in cover.groups.indices {
      let without = cover.removing(index)
      let loss = cover.score.value - without.score.value
      let isNeeded = loss > 1e-11 * max(1, abs(cover.score.value)) || without.score.violation > cover.score.violation
      if !isNeeded {
        cover = without
        return true
      }
    }
    return false
  }

  private func exchange(with pool: [Candidate], in cover: inout Cover) -> Bool {
    for index in cover.groups.indices {
      var without = cover.removing(index)
      var best = cover.score
      var chosen: Candidate?
      for candidate in pool {
        let score = without.score(adding: candidate)
        if score.isBetter(than: best) { (best, chosen) = (score, candidate) }
      }
      guard let chosen else { continue }
      without.add(chosen)
      cover = without
      return true
    }
    return false
  }
}

/// A group with what it is worth to its members and what it costs.
struct Candidate {
  var members: [Int]
  var values: [Double]
  var cost: Double
}

/// Chosen groups and the best value that each task gets from them.
struct Cover {
  private(set) var groups: [Candidate] = []
  private(set) var score: PlanScore
  private let search: SearchValues
  /// Value of the best group of each task; nil where it has none.
  private var values: [Double?]
  private var totalValue = 0.0
  private var uncovered: Int
  private var cost: Double

  init(search: SearchValues) {
    self.search = search
    let problem = search.problem
    values = [Double?](repeating: nil, count: problem.count)
    uncovered = problem.isLinked.count { $0 }
    cost = problem.tasks.indices.reduce(0) { $0 + problem.aloneCost($1) }
    score = PlanScore(violation: 0, value: 0)
    score = scored(value: 0, cost: cost, uncovered: uncovered, count: 0)
  }

  func score(adding candidate: Candidate) -> PlanScore {
    var (value, cost, uncovered) = (totalValue, cost + candidate.cost, uncovered)
    for (task, gain) in zip(candidate.members, candidate.values) {
      if let old = values[task] {
        value += max(0, gain - old)
      } else {
        value += gain
        cost -= search.problem.aloneCost(task)
        if search.problem.isLinked[task] { uncovered -= 1 }
      }
    }
    return scored(value: value, cost: cost, uncovered: uncovered, count: groups.count + 1)
  }

  mutating func add(_ candidate: Candidate) {
    for (task, gain) in zip(candidate.members, candidate.values) {
      if let old = values[task] {
        totalValue += max(0, gain - old)
        values[task] = max(old, gain)
      } else {
        totalValue += gain
        values[task] = gain
        cost -= search.problem.aloneCost(task)
        if search.problem.isLinked[task] { uncovered -= 1 }
      }
    }
    cost += candidate.cost
    groups.append(candidate)
    score = scored(value: totalValue, cost: cost, uncovered: uncovered, count: groups.count)
  }

  func removing(_ index: Int) -> Cover {
    var result = Cover(search: search)
    for (position, group) in groups.enumerated() where position != index { result.add(group) }
    return result
  }

  private func scored(value: Double, cost: Double, uncovered: Int, count: Int) -> PlanScore {
    let settings = search.problem.settings
    var violation = Double(uncovered)
    if let limit = settings.maximumGroups { violation += Double(max(0, count - limit)) }
    if let budget = settings.costBudget, cost > budget * (1 + 1e-12) { violation += (cost - budget) / budget }
    return PlanScore(violation: violation, value: value)
  }
}
