internal import LinearAlgebra

/// Bounds on what any plan that keeps the constraints can be worth.
package enum UpperBound {
  /// The lowest of the bounds that hold for the problem; up to `ExactSolver.taskLimit` tasks the optimum itself.
  ///
  /// - Parameter reached: what a plan is known to be worth; it speeds the search for a low bound, which holds whatever it is.
  package static func best(of problem: GroupingProblem, reached: Double = 0) -> Double {
    if problem.count <= ExactSolver.taskLimit, let optimum = try? ExactSolver().plan(problem)?.value { return optimum }
    return relaxed(problem, reached: reached)
  }

  /// The lowest of the bounds that need no enumeration.
  package static func relaxed(_ problem: GroupingProblem, reached: Double = 0) -> Double {
    var bound = taskwise(problem).reduce(0, +)
    guard problem.settings.maximumGroups != 0 else { return bound }
    let isPartition = !problem.settings.overlapping
    let hasLinks = problem.isLinked.contains(true)
    if isPartition, !hasLinks, problem.correction.sizeEffect <= 0 {
      bound = min(bound, FractionalMatching.bound(of: problem))
    }
    let isLimited = problem.settings.maximumGroups != nil || problem.settings.costBudget != nil
    if isLimited || (isPartition && (hasLinks || problem.settings.minimumSize > 2)) {
      var credits = CreditBound(problem, reached: reached)
      bound = min(bound, credits.lowest())
    }
    return bound
  }

  /// For each task the most that any allowed group could give it, alone included; O(n^2 log n).
  ///
  /// The mean over s partners is at most the mean over the s best allowed ones; s runs over the allowed sizes. Linked
  /// partners are counted as the others are, which only loosens the bound, but a linked task may not be alone.
  package static func taskwise(_ problem: GroupingProblem) -> [Double] {
    let groupsAllowed = problem.settings.maximumGroups != 0
    return problem.allowedPartners.enumerated().map { task, partners in
      let alone = problem.isLinked[task] ? -Double.infinity : 0
      guard groupsAllowed else { return alone }
      return max(alone, bestMean(of: partners.map { problem.affinities[task, $0] }, problem: problem) ?? alone)
    }
  }

  /// The best corrected mean over an allowed number of partners; nil if there are too few.
  private static func bestMean(of partners: [Double], problem: GroupingProblem) -> Double? {
    let sorted = partners.sorted(by: >)
    var sum = 0.0
    var best: Double?
    for (index, affinity) in sorted.enumerated() {
      sum += affinity
      let size = index + 2
      guard size >= problem.settings.minimumSize, size <= problem.maximumSize else { continue }
      let value = problem.correction.value(mean: sum / Double(index + 1), size: size)
      best = max(best ?? value, value)
    }
    return best
  }
}

extension GroupingProblem {
  /// For each task the others that no conflict keeps out of its groups, ascending.
  var allowedPartners: [[Int]] {
    var blockOf = [Int](repeating: 0, count: count)
    for (block, members) in blocks.enumerated() { for task in members { blockOf[task] = block } }
    return tasks.indices.map { task in
      tasks.indices.filter { $0 != task && !conflict(blockOf[task], blockOf[$0]) }
    }
  }
}
