/// One column of `relations.csv`.
public struct RelationColumn: Hashable, Sendable {
  /// Which task of the pair a value is about.
  public enum Place: Sendable {
    /// Both: the relation is symmetric.
    case both
    /// The first.
    case a
    /// The second.
    case b
  }

  /// The relation whose values it holds.
  public let relation: Relation
  /// Which of the two tasks they are about.
  public let place: Place

  /// The relation's name, with the task that it is about where it is directed.
  public var name: String {
    switch place {
    case .both: relation.name
    case .a: relation.name + "_a"
    case .b: relation.name + "_b"
    }
  }

  /// The column that holds the same once the two tasks change places.
  public var mirror: RelationColumn {
    switch place {
    case .both: self
    case .a: RelationColumn(relation: relation, place: .b)
    case .b: RelationColumn(relation: relation, place: .a)
    }
  }

  /// The value of a pair whose tasks stand in the panel's order, and of the same `swapped`; NaN where it is undefined.
  func value(_ pair: PairContext, swapped: PairContext) -> Double {
    defined(relation.value(place == .b ? swapped : pair))
  }
}
