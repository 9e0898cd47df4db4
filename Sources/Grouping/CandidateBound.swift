/// What a choice among measured groups can be worth at most, from Lagrange multipliers: the dual of the k-median problem.
///
/// Each task t pays u_t to be served once. A group is then worth the sum of what its members gain beyond their pay - every
/// member's in a disjoint choice, otherwise that of the members who gain - less the price of its cost; the bound is all
/// pay, the price of the budget and the best groups of the count allowed (Cornuejols, Fisher & Nemhauser 1977).
/// Subgradient steps of Polyak's length lower it. O(members of all groups) a step.
struct CandidateBound {
  /// The multipliers.
  struct Point {
    var pay: [Double]
    var price = 0.0
  }

  /// The lowest bound met, where, and what each free group was worth there.
  struct Result {
    var value: Double
    var point: Point
    var worths: [Double]
    /// The least worth among the free groups that the bound counts, if it counts as many as are allowed; otherwise 0.
    var marginal: Double
  }

  let problem: CandidateProblem
  /// What a task counts that no group serves.
  let unserved: Double

  /// The lowest bound on choices that hold all `chosen` and any of `free`.
  ///
  /// `target` is a value that is reached; the search stops where the bound falls to it.
  func lowest(chosen: [Int], free: [Int], from start: Point, steps: Int, target: Double) -> Result {
    var point = start
    var best: Result?
    var (factor, idle) = (1.0, 0)
    for _ in 0..<max(1, steps) {
      let (result, served, cost) = evaluate(chosen: chosen, free: free, at: point)
      let excess = result.value - target
      if best.map({ result.value < $0.value - 1e-4 * abs($0.value - target) }) ?? true { idle = 0 } else { idle += 1 }
      if best.map({ result.value < $0.value }) ?? true { best = result }
      if idle >= 8 { (factor, idle) = (factor / 2, 0) }
      guard excess > 1e-9 * max(1, abs(target)), factor > 1e-3 else { break }
      let costSlope = problem.budget.map { $0 - cost } ?? 0
      var squares = costSlope * costSlope
      for count in served { squares += (1 - count) * (1 - count) }
      guard squares > 0 else { break }
      let rate = factor * excess / squares
      for task in served.indices { point.pay[task] = max(unserved, point.pay[task] - rate * (1 - served[task])) }
      point.price = max(0, point.price - rate * costSlope)
    }
    guard let best else { preconditionFailure("at least one step is made") }
    return best
  }

  /// The bound at a point, how often it serves each task, and what its groups cost.
  private func evaluate(chosen: [Int], free: [Int], at point: Point) -> (Result, served: [Double], cost: Double) {
    let worths = free.map { worth($0, at: point) }
    var value = point.pay.reduce(0, +) + point.price * (problem.budget ?? 0)
    for group in chosen { value += worth(group, at: point) }
    let room = problem.maximumCount.map { max(0, $0 - chosen.count) } ?? free.count
    let counted = leaders(worths, room: room)
    for index in counted { value += worths[index] }
    var served = [Double](repeating: 0, count: problem.taskCount)
    var cost = 0.0
    for group in chosen + counted.map({ free[$0] }) {
      let candidate = problem.candidates[group]
      cost += candidate.cost
      for (task, gain) in zip(candidate.members, candidate.values) where problem.isDisjoint || gain > point.pay[task] {
        served[task] += 1
      }
    }
    let marginal = counted.count < room ? 0 : counted.last.map { worths[$0] } ?? 0
    return (Result(value: value, point: point, worths: worths, marginal: marginal), served, cost)
  }

  private func worth(_ group: Int, at point: Point) -> Double {
    let candidate = problem.candidates[group]
    var total = -point.price * candidate.cost
    for position in candidate.members.indices {
      let gain = candidate.values[position] - point.pay[candidate.members[position]]
      total += problem.isDisjoint ? gain : max(0, gain)
    }
    return total
  }

  /// Indices of the largest positive worths, at most `room`, largest first.
  private func leaders(_ worths: [Double], room: Int) -> [Int] {
    guard room < worths.count else {
      return worths.indices.filter { worths[$0] > 0 }.sorted { (worths[$1], $0) < (worths[$0], $1) }
    }
    var leaders: [Int] = []
    for index in worths.indices where worths[index] > 0 {
      if leaders.count == room {
        guard let last = leaders.last, worths[index] > worths[last] else { continue }
        leaders.removeLast()
      }
      guard room > 0 else { break }
      leaders.insert(index, at: leaders.firstIndex { worths[$0] < worths[index] } ?? leaders.count)
    }
    return leaders
  }
}
