internal import LinearAlgebra
package import Statistics

/// What is known of a panel's tasks before anything is trained: which say the same, which could share rows at all, and which
/// look alike.
package struct PanelTriage: Equatable, Sendable {
  /// Two tasks and how their labels correlate over the rows that both have.
  package struct Twins: Equatable, Sendable {
    package let pair: TaskPair
    package let correlation: Double
  }

  /// Pairs whose labels are all but the same, the most alike first.
  package let redundant: [Twins]
  /// Tasks that overlap, over one another, in some rows: sets of two and more, the largest first; nil where overlap is not
  /// known.
  package let islands: [[Int]]?
  /// Tasks that share rows with no other; 0 where overlap is not known.
  package let isolated: Int
  /// Tasks whose labels correlate by more than `alike` on average: sets of two and more, the largest first.
  package let clusters: [[Int]]
  /// Pairs whose label correlation is known.
  package let comparable: Int

  /// The correlation of labels from which on two tasks are one, and from which on they look alike.
  package static let same = 0.95
  package static let alike = 0.4

  /// - Parameters:
  ///   - table: relations of all pairs, with `label_correlation` and `shared_rows`; what it lacks is not known.
  ///   - overlapIsKnown: whether rows of different tasks can be told to be the same.
  ///
  /// O(tasks^2 log tasks).
  package init(of table: RelationTable, overlapIsKnown: Bool) {
    let pairs = TaskPair.all(taskCount: table.taskCount)
    func column(_ name: String) -> [Double] {
      guard let index = table.columns.firstIndex(where: { $0.name == name }) else {
        return [Double](repeating: .nan, count: pairs.count)
      }
      return (0..<pairs.count).map { table.values[$0, index] }
    }
    let correlations = column("label_correlation")
    redundant = zip(pairs, correlations).filter { $0.1 >= Self.same }.map { Twins(pair: $0.0, correlation: $0.1) }
      .sorted { ($1.correlation, $0.pair.a, $0.pair.b) < ($0.correlation, $1.pair.a, $1.pair.b) }
    comparable = correlations.count { !$0.isNaN }
    clusters = Self.clusters(correlations, taskCount: table.taskCount)
    guard overlapIsKnown else {
      islands = nil
      isolated = 0
      return
    }
    let shared = column("shared_rows")
    let all = Self.components(zip(pairs, shared).filter { $0.1 > 0 }.map(\.0), taskCount: table.taskCount)
    islands = Self.sets(all)
    isolated = table.taskCount - (islands ?? []).reduce(0) { $0 + $1.count }
  }

  /// Average linkage on 1 - r, where an unknown r counts as none.
  private static func clusters(_ correlations: [Double], taskCount: Int) -> [[Int]] {
    guard taskCount > 1, correlations.contains(where: { $0 > alike }) else { return [] }
    var distances = Matrix<Double>(rows: taskCount, columns: taskCount)
    for (pair, correlation) in zip(TaskPair.all(taskCount: taskCount), correlations) {
      let distance = 1 - (correlation.isNaN ? 0 : correlation)
      distances[pair.a, pair.b] = distance
      distances[pair.b, pair.a] = distance
    }
    return sets(averageLinkage(distances: distances).partition(below: 1 - alike))
  }

  /// The number of each task's connected component.
  private static func components(_ edges: [TaskPair], taskCount: Int) -> [Int] {
    var parent = Array(0..<taskCount)
    func root(_ task: Int) -> Int {
      var task = task
      while parent[task] != task { task = parent[task] }
      return task
    }
    for edge in edges {
      let (a, b) = (root(edge.a), root(edge.b))
      if a != b { parent[max(a, b)] = min(a, b) }
    }
    return (0..<taskCount).map(root)
  }

  /// The sets of two and more, the largest first.
  private static func sets(_ names: [Int]) -> [[Int]] {
    Dictionary(grouping: names.indices) { names[$0] }.values.filter { $0.count > 1 }
      .sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }
}
