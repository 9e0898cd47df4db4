public import Panels
internal import Statistics

/// What a relation's value is computed from: two tasks of a panel, and what was worked out for all pairs at once.
///
/// What most relations ask for is looked up once a pair.
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
  /// Rows that each task measured.
  public let rows: (first: Int, second: Int)
  /// Entities that each task measured, and both.
  public let entities: (first: Int, second: Int, shared: Int)
  /// Mean Euclidean distances within each task, NaN for one row, and between the two.
  public let distances: (first: Double, second: Double, between: Double)
  /// What the visible labels of each task look like.
  let labels: (first: TaskLabels, second: TaskLabels)

  init(first: Int, second: Int, exact: ExactRelations, sample: SampledRelations, places: (first: Int, second: Int)) {
    self.first = first
    self.second = second
    self.exact = exact
    self.sample = sample
    self.places = places
    rows = (exact.rowCounts[first], exact.rowCounts[second])
    entities = (exact.entityCounts[first], exact.entityCounts[second], exact.overlap.shared(first, second))
    let within = sample.distances.within
    distances = (within[places.first], within[places.second], sample.distances.between[places.first, places.second])
    labels = (exact.labels[first], exact.labels[second])
  }

  /// The given pair with the tasks in the other order.
  private init(swapping pair: PairContext) {
    first = pair.second
    second = pair.first
    exact = pair.exact
    sample = pair.sample
    places = (pair.places.second, pair.places.first)
    rows = (pair.rows.second, pair.rows.first)
    entities = (pair.entities.second, pair.entities.first, pair.entities.shared)
    distances = (pair.distances.second, pair.distances.first, pair.distances.between)
    labels = (pair.labels.second, pair.labels.first)
  }

  /// The same pair with the tasks in the other order.
  var swapped: PairContext { PairContext(swapping: self) }

  /// The panel that both are tasks of.
  public var panel: Panel { exact.panel }

  /// By row of the panel, whether its labels may not be looked at.
  public var isHidden: [Bool] { exact.isHidden }
}
