/// Branch and bound over measured groups: a group is chosen or not, and a branch is left where its `CandidateBound` does not
/// exceed the best choice so far.
///
/// The first choice is made greedily and improved by exchanges. Groups that cannot be in a better choice, by what they are
/// worth at the bound's multipliers, are put aside for the whole branch, which is most of them.
struct CandidateSearch {
  private let problem: CandidateProblem
  private let bounds: CandidateBound
  private let nodeLimit: Int
  private var best: (groups: [Int], value: Double)
  private var nodes = 0
  /// The highest bound of a branch that was given up.
  private var openBound = -Double.infinity

  init(_ problem: CandidateProblem, nodeLimit: Int = 20_000) {
    self.problem = problem
    self.nodeLimit = nodeLimit
    let values = problem.candidates.flatMap(\.values)
    let range = (values.max() ?? 0) - (values.min() ?? 0)
    let unserved = (values.min() ?? 0) - range * Double(problem.taskCount) - 1
    bounds = CandidateBound(problem: problem, unserved: unserved)
    best = ([], unserved * Double(problem.taskCount))
  }

  /// The best choice that serves every task, nil if there is none.
  mutating func solve() -> CandidateProblem.Choice? {
    startGreedily()
    var pay = [Double](repeating: bounds.unserved, count: problem.taskCount)
    for candidate in problem.candidates {
      for (task, value) in zip(candidate.members, candidate.values) { pay[task] = max(pay[task], value) }
    }
    explore(chosen: [], free: Array(problem.candidates.indices), from: CandidateBound.Point(pay: pay), steps: 400)
    let servedBy = serving(best.groups)
    guard servedBy.allSatisfy({ $0 != nil }) else { return nil }
    return CandidateProblem.Choice(
      candidates: Set(servedBy.compactMap(\.self)).sorted(), servedBy: servedBy, value: best.value,
      bound: max(best.value, openBound))
  }

  private mutating func explore(chosen: [Int], free: [Int], from start: CandidateBound.Point, steps: Int) {
    offer(chosen)
    guard chosen.count < problem.maximumCount ?? .max else { return }
    var free = reaching(free.filter { fits($0, with: chosen) }, with: chosen)
    var point = start
    var steps = steps
    while !free.isEmpty {
      nodes += 1
      let bound = bounds.lowest(chosen: chosen, free: free, from: point, steps: steps, target: best.value)
      let hurdle = best.value + 1e-9 * max(1, abs(best.value))
      guard bound.value > hurdle else { return }
      guard nodes <= nodeLimit else {
        openBound = max(openBound, bound.value)
        return
      }
      // A group of less worth than those that the bound counts would take the place of the least of them.
      let kept = free.indices.filter { bound.value + min(0, bound.worths[$0] - bound.marginal) > hurdle }
      guard let branch = branch(kept, of: free, worths: bound.worths, chosen: chosen) else { return }
      let group = free[branch]
      free = kept.filter { $0 != branch }.map { free[$0] }
      explore(chosen: chosen + [group], free: free, from: bound.point, steps: 60)
      (point, steps) = (bound.point, 60)
    }
  }

  /// In a disjoint choice, the groups that can still be completed: with the largest others they hold every task that is left.
  private func reaching(_ free: [Int], with chosen: [Int]) -> [Int] {
    guard problem.isDisjoint, let limit = problem.maximumCount else { return free }
    let sizes = free.map { problem.candidates[$0].members.count }
    let left = problem.taskCount - chosen.reduce(0) { $0 + problem.candidates[$1].members.count }
    let others = (limit - chosen.count - 1) * (sizes.max() ?? 0)
    return free.indices.filter { sizes[$0] + others >= left }.map { free[$0] }
  }

  /// The group to decide on next, as an index of `free`: the one worth most, in a disjoint choice of those that hold the task
  /// with the fewest; nil if some task has none left.
  private func branch(_ kept: [Int], of free: [Int], worths: [Double], chosen: [Int]) -> Int? {
    var kept = kept
    if problem.isDisjoint {
      var counts = [Int](repeating: 0, count: problem.taskCount)
      for index in kept { for task in problem.candidates[free[index]].members { counts[task] += 1 } }
      for group in chosen { for task in problem.candidates[group].members { counts[task] = .max } }
      guard let task = counts.indices.min(by: { counts[$0] < counts[$1] }), counts[task] > 0 else { return nil }
      kept = kept.filter { problem.candidates[free[$0]].members.contains(task) }
    }
    return kept.max { worths[$0] < worths[$1] }
  }

  /// Whether the limits let a group join those that are chosen.
  private func fits(_ group: Int, with chosen: [Int]) -> Bool {
    let candidate = problem.candidates[group]
    if let budget = problem.budget {
      let cost = chosen.reduce(candidate.cost) { $0 + problem.candidates[$1].cost }
      guard cost <= budget * (1 + 1e-12) else { return false }
    }
    guard problem.isDisjoint else { return true }
    return !chosen.contains { other in problem.candidates[other].members.contains(where: candidate.members.contains) }
  }

  private mutating func offer(_ groups: [Int]) {
    let value = value(of: groups)
    if value > best.value + 1e-12 * max(1, abs(best.value)) { best = (groups, value) }
  }

  /// The value with tasks that no group serves at `unserved`.
  private func value(of groups: [Int]) -> Double {
    var values = [Double](repeating: bounds.unserved, count: problem.taskCount)
    for group in groups {
      let candidate = problem.candidates[group]
      for position in candidate.members.indices {
        let task = candidate.members[position]
        values[task] = max(values[task], candidate.values[position])
      }
    }
    return values.reduce(0, +)
  }

  /// The chosen group that serves each task best, the first of equals; nil where none holds it.
  private func serving(_ groups: [Int]) -> [Int?] {
    var served = [(group: Int, value: Double)?](repeating: nil, count: problem.taskCount)
    for group in groups.sorted() {
      for (task, value) in zip(problem.candidates[group].members, problem.candidates[group].values)
      where served[task].map({ value > $0.value }) ?? true { served[task] = (group, value) }
    }
    return served.map { $0?.group }
  }

  /// Adds what helps most until nothing does, then exchanges one group for another while that helps.
  private mutating func startGreedily() {
    var groups: [Int] = []
    while groups.count < problem.maximumCount ?? .max, let next = bestAddition(to: groups) { groups.append(next) }
    offer(groups)
    var position = 0
    while position < best.groups.count {
      var others = best.groups
      others.remove(at: position)
      let before = best.value
      if let next = bestAddition(to: others) { offer(others + [next]) }
      position = best.value > before ? 0 : position + 1
    }
  }

  private func bestAddition(to groups: [Int]) -> Int? {
    var (best, chosen): (Double, Int?) = (value(of: groups), nil)
    for group in problem.candidates.indices where fits(group, with: groups) {
      let value = value(of: groups + [group])
      if value > best + 1e-12 * max(1, abs(best)) { (best, chosen) = (value, group) }
    }
    return chosen
  }
}
