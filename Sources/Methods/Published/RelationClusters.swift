internal import Prediction
internal import Grouping
internal import LinearAlgebra
internal import Relations
internal import Statistics

/// k-means of tasks by their standardised symmetric relations to all tasks, with as many clusters as the root of the number of
/// tasks; clusters of mixed kinds are parted where groups may not mix them.
struct RelationClusters: GroupingMethod {
  func proposal(from evidence: MethodEvidence) throws -> MethodProposal {
    let setting = evidence.setting
    let points = Self.points(evidence.inputs.relations)
    guard points.columns > 0 else { throw MethodRefusal("no symmetric relation differs between pairs") }
    let clusters = max(1, Int(Double(points.rows).squareRoot().rounded(.up)))
    let labels = KMeans.labels(
      of: points, clusters: clusters, starts: 10, stream: setting.stream.split("relation clusters"))
    var groups: [String: [Int]] = [:]
    for (task, label) in labels.enumerated() {
      groups["\(label) " + (setting.constraints.mixesKinds ? "" : setting.kinds[task]), default: []].append(task)
    }
    return MethodProposal(plan: try setting.plan(of: groups.keys.sorted().compactMap { groups[$0] }))
  }

  /// (tasks, relations x tasks): each relation standardised over pairs, 0 where it is not known and of a task to itself.
  static func points(_ table: RelationTable) -> Matrix<Double> {
    let count = table.taskCount
    let columns = table.columns.indices.filter { table.columns[$0].relation.direction == .symmetric }.compactMap {
      column -> [Double]? in
      let values = (0..<table.values.rows).map { table.values[$0, column] }
      let known = values.filter(\.isFinite)
      guard let center = mean(known), let spread = variance(known), spread > 1e-18 else { return nil }
      return values.map { $0.isFinite ? ($0 - center) / spread.squareRoot() : 0 }
    }
    var points = Matrix<Double>(rows: count, columns: columns.count * count)
    for (index, values) in columns.enumerated() {
      for pair in TaskPair.all(taskCount: count) {
        let value = values[pair.index(taskCount: count)]
        points[pair.a, index * count + pair.b] = value
        points[pair.b, index * count + pair.a] = value
      }
    }
    return points
  }
}
