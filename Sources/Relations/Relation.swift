/// A number that is computed from the data of two tasks, without training.
///
/// Everything about a relation is in its record, and `Relation.all` is the list of those that a study computes. Relations of
/// one list differ in name.
public struct Relation: Sendable {
  /// Which way a relation points.
  public enum Direction: String, Codable, Sendable {
    /// The same for (a, b) and (b, a): one column.
    case symmetric
    /// About the first of the two tasks: two columns, one with a in that place and one with b.
    case directed
  }

  /// What a relation is computed from.
  public enum Family: String, Codable, Sendable, CaseIterable {
    /// Numbers of rows.
    case size
    /// Distances between single rows.
    case distance
    /// The tasks' mean inputs.
    case mean
    /// Principal axes of the inputs.
    case axes
    /// Ranks of features.
    case ranks
    /// Nearest neighbours of single rows.
    case neighbours
    /// Entities that both tasks measure.
    case overlap
    /// Targets, of rows whose labels may be seen.
    case labels
    /// Fingerprints of single molecules.
    case similarity
    /// Scaffolds of molecules.
    case scaffolds

    /// Whether values depend on which rows of a large task are sampled. Ranks of 0/1 features come from means of all rows.
    func usesSample(numericFeatures: Bool) -> Bool {
      switch self {
      case .distance, .axes, .neighbours, .similarity: true
      case .ranks: numericFeatures
      case .size, .mean, .overlap, .labels, .scaffolds: false
      }
    }
  }

  /// What files call it; unique in a list.
  public let name: String
  /// What it is computed from.
  public let family: Family
  /// Whether it is one number a pair or one for each of the two tasks.
  public let direction: Direction
  /// Whether the number means the same on panels with other features, units and numbers of rows, so that a model of many
  /// panels may use it.
  public let isScaleFree: Bool
  /// The value for two tasks; not finite where it is undefined. A symmetric relation is asked with the tasks in the panel's
  /// order, a directed one in both.
  let value: @Sendable (PairContext) -> Double

  /// A relation; `value` may return anything that is not finite where the relation is undefined.
  public init(
    _ name: String, _ family: Family, _ direction: Direction = .symmetric, scaleFree: Bool,
    value: @escaping @Sendable (PairContext) -> Double
  ) {
    self.name = name
    self.family = family
    self.direction = direction
    isScaleFree = scaleFree
    self.value = value
  }

  /// Its columns in `relations.csv`.
  public var columns: [RelationColumn] {
    switch direction {
    case .symmetric: [RelationColumn(relation: self, place: .both)]
    case .directed: [RelationColumn(relation: self, place: .a), RelationColumn(relation: self, place: .b)]
    }
  }
}

extension Relation: Hashable {
  /// Whether both have one name.
  public static func == (one: Relation, other: Relation) -> Bool { one.name == other.name }
  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
