import Grouping
import LinearAlgebra

/// Plain definitions that the solvers are compared with.
enum Brute {
  /// All partitions of 0..<count, as restricted growth strings.
  static func partitions(_ count: Int) -> [[Int]] {
    var all: [[Int]] = [[]]
    for _ in 0..<count {
      all = all.flatMap { labels in (0...((labels.max() ?? -1) + 1)).map { labels + [$0] } }
    }
    return all
  }

  static func groups(of labels: [Int]) -> [[Int]] {
    Set(labels).sorted().map { label in labels.indices.filter { labels[$0] == label } }
  }

  /// The best value over all partitions that break no constraint, nil if none does.
  static func bestPartition(_ problem: GroupingProblem) -> Double? {
    var best: Double?
    for labels in partitions(problem.count) {
      let plan = problem.plan(of: groups(of: labels))
      guard problem.violations(of: plan).isEmpty else { continue }
      best = max(best ?? plan.value, plan.value)
    }
    return best
  }

  /// The value of a plan straight from its definition.
  static func value(_ groups: [[Int]], affinities: Matrix<Double>) -> Double {
    var total = 0.0
    for task in 0..<affinities.rows {
      var best = 0.0
      for group in groups where group.contains(task) && group.count > 1 {
        let partners = group.filter { $0 != task }
        best = max(best, partners.map { affinities[task, $0] }.reduce(0, +) / Double(partners.count))
      }
      total += best
    }
    return total
  }
}

/// Random problems, with or without planted groups.
enum RandomProblem {
  static func affinities(_ count: Int, stream: RandomStream, planted: Int = 0, shift: Double = 0) -> Matrix<Double> {
    var draw = stream.split("affinities", count)
    var result = Matrix<Double>(rows: count, columns: count)
    for target in 0..<count {
      for partner in 0..<count where partner != target {
        let isFriend = planted > 0 && target % planted == partner % planted
        result[target, partner] = draw.normal() * 0.1 + shift + (isFriend ? 0.4 : 0)
      }
    }
    return result
  }

  static func names(_ count: Int) -> [String] { (0..<count).map { "t\($0)" } }

  static func make(
    _ count: Int, seed: Int, planted: Int = 0, shift: Double = 0, kinds: [String] = [], costs: [Double] = [],
    settings: GroupingSettings = GroupingSettings(), correction: GroupCorrection = .none
  ) throws -> GroupingProblem {
    let matrix = affinities(count, stream: RandomStream(seed: UInt64(seed)), planted: planted, shift: shift)
    return try GroupingProblem(
      tasks: names(count), affinities: matrix, kinds: kinds, costs: costs, settings: settings, correction: correction)
  }
}
