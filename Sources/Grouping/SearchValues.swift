internal import LinearAlgebra

/// How a search values groups: as the problem does, except that under a cost budget nobody is served alone for free.
///
/// A class, so that handing it to the inner loops costs one reference.
final class SearchValues: Sendable {
  let problem: GroupingProblem
  /// (tasks, tasks) row-major: what the row's task gains from the column's; `given` is its transpose.
  let gains: [Double]
  let given: [Double]
  /// The least a task's value counts: 0 where it may be served alone at no cost, otherwise no limit.
  let floors: [Double]
  private let correction: GroupCorrection

  init(_ problem: GroupingProblem) {
    self.problem = problem
    gains = problem.affinities.elements
    given = problem.given.elements
    correction = problem.correction
    let isFree = problem.settings.costBudget == nil
    floors = problem.isLinked.map { isFree && !$0 ? 0 : -.infinity }
  }

  @inline(__always)
  func memberValue(_ task: Int, sum: Double, size: Int) -> Double {
    max(floors[task], correction.value(mean: sum / Double(size - 1), size: size))
  }

  func value(members: [Int], sums: [Double]) -> Double {
    guard members.count > 1 else { return 0 }
    var total = 0.0
    for position in members.indices {
      total += memberValue(members[position], sum: sums[position], size: members.count)
    }
    return total
  }
}
