internal import LinearAlgebra

/// A bound that heeds the number of groups, the budget and the sizes: Lagrange multipliers price groups and cost, and
/// tasks share the credit for their pairs.
///
/// A group of s pays price / s at each member, and at a price a unit of cost a task served alone counts -price * cost, which
/// no member needs to fall below. What i gains from j may be credited to j in any part, as both are in the group:
/// A_ij + t_ij and A_ji - t_ij have the same sum. For any prices and any t, no plan is worth more than the prices' revenue at
/// the limits plus the sum over tasks of the best mean credit, less its share, over all sizes of group. This is convex in
/// prices and t, and is lowered by subgradient steps of Polyak's length (Polyak 1969). Credit cannot be shared where
/// groups overlap, as a partner may be served elsewhere; prices hold there too.
///
/// O(n^2 log n) a step, at most 300 steps, fewer for many tasks.
struct CreditBound {
  private let problem: GroupingProblem
  /// The tasks that may be in a group with each.
  private let partners: [[Int]]
  /// A value that a plan is known to reach, which sets the length of the steps.
  private let target: Double

  private var groupPrice = 0.0
  private var costPrice = 0.0
  /// (tasks, tasks), antisymmetric.
  private var shifts: Matrix<Double>

  init(_ problem: GroupingProblem, reached: Double) {
    self.problem = problem
    target = reached
    partners = problem.allowedPartners
    shifts = Matrix(rows: problem.count, columns: problem.count)
  }

  /// The lowest bound met on the way.
  mutating func lowest() -> Double {
    let steps = min(300, max(10, 10_000_000 / (problem.count * problem.count)))
    var best = Double.infinity
    var factor = 1.0
    var idle = 0
    for _ in 0..<steps {
      let point = evaluate()
      if point.bound < best - 1e-4 * abs(best - target) { idle = 0 } else { idle += 1 }
      best = min(best, point.bound)
      if idle >= 10 { (factor, idle) = (factor / 2, 0) }
      let excess = point.bound - target
      guard excess > 1e-9 * max(1, abs(target)), factor > 1e-3 else { break }
      guard step(against: point, length: factor * excess) else { break }
    }
    return best
  }

  /// The bound at the present multipliers and its subgradient.
  private struct Point {
    var bound: Double
    var groupSlope: Double
    var costSlope: Double
    /// For each task the partners that its best group holds; empty alone.
    var chosen: [[Int]]
  }

  private func evaluate() -> Point {
    let settings = problem.settings
    let groupLimit = Double(settings.maximumGroups ?? 0)
    let budget = settings.costBudget ?? 0
    var point = Point(
      bound: groupPrice * groupLimit + costPrice * budget, groupSlope: groupLimit, costSlope: budget, chosen: [])
    for task in problem.tasks.indices {
      let alone = problem.isLinked[task] ? -Double.infinity : -costPrice * problem.aloneCost(task)
      let credits = partners[task].map { (value: credit(task, from: $0, alone: alone), partner: $0) }
        .sorted { ($0.value, $1.partner) > ($1.value, $0.partner) }
      let best = bestSize(credits.map(\.value), task: task)
      guard best.value > alone else {
        point.bound += alone
        point.costSlope -= problem.aloneCost(task)
        point.chosen.append([])
        continue
      }
      let group = credits.prefix(best.size - 1).map(\.partner)
      let leaving = group.count { problem.correction.slope * problem.affinities[task, $0] < alone }
      point.bound += best.value
      point.groupSlope -= 1 / Double(best.size)
      point.costSlope -= settings.networkCost / Double(best.size) + problem.costs[task]
      point.costSlope -= problem.aloneCost(task) * Double(leaving) / Double(group.count)
      point.chosen.append(group)
    }
    return point
  }

  private func credit(_ task: Int, from partner: Int, alone: Double) -> Double {
    max(problem.correction.slope * problem.affinities[task, partner], alone) + shifts[task, partner]
  }

  /// The best mean credit less the share of the price, over the allowed sizes; -infinity if no size is.
  private func bestSize(_ credits: [Double], task: Int) -> (value: Double, size: Int) {
    let price = groupPrice + costPrice * problem.settings.networkCost
    var best = (value: -Double.infinity, size: 0)
    var sum = 0.0
    for (index, credit) in credits.enumerated() {
      sum += credit
      let size = index + 2
      guard size >= problem.settings.minimumSize else { continue }
      guard size <= problem.maximumSize else { break }
      let bonus = max(0, problem.correction.value(mean: 0, size: size))
      let value = sum / Double(size - 1) + bonus - price / Double(size) - costPrice * problem.costs[task]
      if value > best.value { best = (value, size) }
    }
    return best
  }

  /// Moves the multipliers down the subgradient; false where it is zero, at the minimum.
  private mutating func step(against point: Point, length: Double) -> Bool {
    let groupSlope = problem.settings.maximumGroups == nil ? 0 : point.groupSlope
    let costSlope = problem.settings.costBudget == nil ? 0 : point.costSlope
    var slopes = Matrix<Double>(rows: problem.count, columns: problem.count)
    var squares = groupSlope * groupSlope + costSlope * costSlope
    if !problem.settings.overlapping {
      for (task, group) in point.chosen.enumerated() {
        for partner in group {
          slopes[task, partner] += 1 / Double(group.count)
          slopes[partner, task] -= 1 / Double(group.count)
        }
      }
      squares += slopes.elements.reduce(0) { $0 + $1 * $1 } / 2
    }
    guard squares > 1e-18 else { return false }
    let rate = length / squares
    groupPrice = max(0, groupPrice - rate * groupSlope)
    costPrice = max(0, costPrice - rate * costSlope)
    for index in slopes.elements.indices { shifts.elements[index] -= rate * slopes.elements[index] }
    return true
  }
}
