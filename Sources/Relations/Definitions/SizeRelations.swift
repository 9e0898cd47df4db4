extension Relation {
  /// n_a + n_b rows.
  public static let dataSize = Relation("data_size", .size, scaleFree: false) { pair in
    Double(pair.rows.first + pair.rows.second)
  }

  /// n_a / (n_a + n_b).
  public static let dataRatio = Relation("data_ratio", .size, .directed, scaleFree: true) { pair in
    Double(pair.rows.first) / Double(pair.rows.first + pair.rows.second)
  }

  /// abs(n_a - n_b) / (n_a + n_b).
  public static let sizeGap = Relation("size_gap", .size, scaleFree: true) { pair in
    Double(abs(pair.rows.first - pair.rows.second)) / Double(pair.rows.first + pair.rows.second)
  }
}
