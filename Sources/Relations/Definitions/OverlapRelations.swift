/// Relations of the entities that both tasks measured, as `TaskOverlap` counts them.
extension Relation {
  /// Entities of both / entities of a or b.
  public static let sampleOverlap = Relation("sample_overlap", .overlap, scaleFree: true) { pair in
    Double(pair.entities.shared) / Double(pair.entities.first + pair.entities.second - pair.entities.shared)
  }

  /// Entities of both / entities of a.
  public static let containment = Relation("containment", .overlap, .directed, scaleFree: true) { pair in
    Double(pair.entities.shared) / Double(pair.entities.first)
  }

  /// Entities of both.
  public static let sharedRows = Relation("shared_rows", .overlap, scaleFree: false) { pair in
    Double(pair.entities.shared)
  }

  /// The entities that the other task adds, per own entity.
  public static let extraRows = Relation("extra_rows", .overlap, .directed, scaleFree: true) { pair in
    Double(pair.entities.second - pair.entities.shared) / Double(pair.entities.first)
  }
}
