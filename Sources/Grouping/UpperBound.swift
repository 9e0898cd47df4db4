internal import LinearAlgebra

/// Bounds on what any plan that keeps the constraints can be worth.
public enum UpperBound {
  /// The lowest of the bounds that hold for the problem.
  public static func best(of problem: GroupingProblem) -> Double {
    let perTask = taskwise(problem).reduce(0, +)
    guard !problem.settings.overlapping, problem.correction.sizeEffect <= 0, !problem.isLinked.contains(true) else {
      return perTask
    }
    return min(perTask, FractionalMatching.bound(of: problem))
  }

  /// For each task the most that any allowed group could give it, alone included; O(n^2 log n).
  ///
  /// The mean over s partners is at most the mean over the s best allowed ones; s runs over the allowed sizes. Linked
  /// partners are counted as the others are, which only loosens the bound, but a linked task may not be alone.
  public static func taskwise(_ problem: GroupingProblem) -> [Double] {
    var blockOf = [Int](repeating: 0, count: problem.count)
    for (block, members) in problem.blocks.enumerated() { for task in members { blockOf[task] = block } }
    let groupsAllowed = problem.settings.maximumGroups != 0
    return problem.tasks.indices.map { task in
      let alone = problem.isLinked[task] ? -Double.infinity : 0
      guard groupsAllowed else { return alone }
      var partners: [Double] = []
      for partner in problem.tasks.indices
      where partner != task && !problem.conflict(blockOf[task], blockOf[partner]) {
        partners.append(problem.affinities[task, partner])
      }
      return max(alone, bestMean(of: partners, problem: problem) ?? alone)
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
