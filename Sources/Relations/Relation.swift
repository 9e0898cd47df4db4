/// One column of `relations.csv`.
public struct Relation: Equatable, Sendable {
  /// Which way a relation points.
  public enum Direction: String, Codable, Sendable {
    /// The same for (a, b) and (b, a).
    case symmetric
    /// About task a of the pair; the relation of the same family that ends in `_b` is its mirror.
    case first
    /// About task b of the pair.
    case second
  }

  /// What a relation is computed from; one file a family computes it.
  public enum Family: String, Codable, Sendable {
    case size, distance, mean, axes, ranks, neighbours, overlap, labels
  }

  public let name: String
  public let family: Family
  public let direction: Direction
  /// Whether the number means the same on panels with other features, units and numbers of rows, so that a model of many
  /// panels may use it.
  public let isScaleFree: Bool

  /// The relation's name once the two tasks change places.
  public var mirror: String {
    switch direction {
    case .symmetric: name
    case .first: name.dropLast(2) + "_b"
    case .second: name.dropLast(2) + "_a"
    }
  }

  init(_ name: String, _ family: Family, scaleFree: Bool) {
    self.name = name
    self.family = family
    direction = name.hasSuffix("_a") ? .first : name.hasSuffix("_b") ? .second : .symmetric
    isScaleFree = scaleFree
  }
}

extension Relation {
  /// Every relation, in the order of the columns of `relations.csv`.
  public static let all: [Relation] = [
    Relation("data_size", .size, scaleFree: false),
    Relation("data_ratio_a", .size, scaleFree: true),
    Relation("data_ratio_b", .size, scaleFree: true),
    Relation("size_gap", .size, scaleFree: true),
    Relation("intra_distance_a", .distance, scaleFree: false),
    Relation("intra_distance_b", .distance, scaleFree: false),
    Relation("cross_distance", .distance, scaleFree: false),
    Relation("intra_gap_sum", .distance, scaleFree: true),
    Relation("intra_gap_geometric", .distance, scaleFree: true),
    Relation("cross_ratio_sum", .distance, scaleFree: true),
    Relation("cross_ratio_geometric", .distance, scaleFree: true),
    Relation("energy_distance", .distance, scaleFree: false),
    Relation("mean_gap", .mean, scaleFree: false),
    Relation("cosine_similarity", .mean, scaleFree: true),
    Relation("pca_alignment", .axes, scaleFree: true),
    Relation("rank_divergence", .ranks, scaleFree: false),
    Relation("cross_link", .neighbours, scaleFree: true),
    Relation("sample_overlap", .overlap, scaleFree: true),
    Relation("containment_a", .overlap, scaleFree: true),
    Relation("containment_b", .overlap, scaleFree: true),
    Relation("shared_rows", .overlap, scaleFree: false),
    Relation("extra_rows_a", .overlap, scaleFree: true),
    Relation("extra_rows_b", .overlap, scaleFree: true),
    Relation("label_correlation", .labels, scaleFree: true),
    Relation("label_mean_gap", .labels, scaleFree: false),
    Relation("label_variance_ratio", .labels, scaleFree: true),
    Relation("imbalance_gap", .labels, scaleFree: true),
  ]

  /// The names of `all`, the header of `relations.csv` after `task_a,task_b`.
  public static let names = all.map(\.name)

  /// The column of a relation in a `RelationTable` that holds them all; traps on a name that is none.
  public static func column(_ name: String) -> Int {
    guard let column = names.firstIndex(of: name) else { preconditionFailure("no relation is called \(name)") }
    return column
  }
}
