internal import LinearAlgebra

/// How a search values groups: as the problem does, except that under a cost budget networks have a price.
///
/// Without a budget a member that its group harms counts 0, as it can be served alone for nothing. Under a budget a network of
/// its own is bought at the expense of others; the search then pays `price` for each unit of cost (a Lagrange multiplier),
/// so that a member counts at least what its own network would: -price * cost. Without a price every member counts as served by its group.
///
/// A class, so that handing it to the inner loops costs one reference.
final class SearchValues: Sendable {
  let problem: GroupingProblem
  /// (tasks, tasks) row-major: what the row's task gains from the column's; `given` is its transpose.
  let gains: [Double]
  let given: [Double]
  /// The least that being served counts for a task: what being served alone does; linked tasks have no limit.
  let floors: [Double]
  /// What a network costs besides its tasks, and what each task adds, at the price.
  let networkPrice: Double
  private let taskPrices: [Double]
  private let correction: GroupCorrection

  init(_ problem: GroupingProblem, price: Double? = nil) {
    self.problem = problem
    gains = problem.affinities.elements
    given = problem.given.elements
    correction = problem.correction
    let paid = price ?? 0
    networkPrice = paid * problem.settings.networkCost
    taskPrices = problem.costs.map { paid * $0 }
    let canLeave = problem.settings.costBudget == nil || price != nil
    floors = problem.tasks.indices.map { task in
      canLeave && !problem.isLinked[task] ? -paid * problem.aloneCost(task) : -.infinity
    }
  }

  /// The ways to value groups that a search tries in turn: one without a budget; under one, without a price and at prices
  /// around the size of the affinities, so that at some of them about as many networks pay as the budget buys.
  static func ladder(_ problem: GroupingProblem) -> [SearchValues] {
    let plain = SearchValues(problem)
    let count = Double(problem.count)
    let meanCost = problem.tasks.indices.reduce(0) { $0 + problem.aloneCost($1) } / count
    let squares = problem.affinities.elements.reduce(0) { $0 + $1 * $1 }
    guard problem.settings.costBudget != nil, meanCost > 0, squares > 0 else { return [plain] }
    let unit = (squares / max(1, count * (count - 1))).squareRoot() / meanCost
    return [plain]
      + [0, 0.125, 0.25, 0.375, 0.5, 0.75, 1, 1.5, 2, 3, 4].map { SearchValues(problem, price: $0 * unit) }
  }

  @inline(__always)
  func memberValue(_ task: Int, sum: Double, size: Int) -> Double {
    max(floors[task], correction.value(mean: sum / Double(size - 1), size: size)) - taskPrices[task]
  }

  /// What a task by itself counts.
  func aloneValue(_ task: Int) -> Double { -networkPrice - taskPrices[task] }

  func value(members: [Int], sums: [Double]) -> Double {
    guard members.count > 1 else { return members.first.map(aloneValue) ?? 0 }
    var total = -networkPrice
    for position in members.indices {
      total += memberValue(members[position], sum: sums[position], size: members.count)
    }
    return total
  }
}
