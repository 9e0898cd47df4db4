public import Panels
internal import Statistics

/// What a relation's value is computed from: two tasks of a panel, and what was worked out for all pairs at once.
public struct PairContext: Sendable {
  /// The two tasks, by their index in the panel.
  public let first: Int
  /// The second task, by its index in the panel.
  public let second: Int
  /// What needs no sample.
  let exact: ExactRelations
  let sample: SampledRelations
  /// Where the two tasks stand in the sample.
  let places: (first: Int, second: Int)

  /// The same pair with the tasks in the other order.
  var swapped: PairContext {
    PairContext(
      first: second, second: first, exact: exact, sample: sample, places: (places.second, places.first))
  }

  /// The panel that both are tasks of.
  public var panel: Panel { exact.panel }

  /// By row of the panel, whether its labels may not be looked at.
  public var isHidden: [Bool] { exact.isHidden }

  /// Rows that each task measured.
  public var rows: (first: Int, second: Int) { (exact.rowCounts[first], exact.rowCounts[second]) }

  /// Entities that each task measured, and both.
  public var entities: (first: Int, second: Int, shared: Int) {
    (exact.entityCounts[first], exact.entityCounts[second], exact.overlap.shared(first, second))
  }

  /// Mean Euclidean distances within each task, NaN for one row, and between the two.
  public var distances: (first: Double, second: Double, between: Double) {
    let (a, b) = places
    let distances = sample.distances
    return (distances.within[a], distances.within[b], distances.between[a, b])
  }

  /// What the visible labels of each task look like.
  var labels: (first: TaskLabels, second: TaskLabels) { (exact.labels[first], exact.labels[second]) }
}
