/// Relations of mean Euclidean distances: d_a within a task (undefined for one row), d_ab between two.
extension Relation {
  /// d_a.
  public static let intraDistance = Relation("intra_distance", .distance, .directed, scaleFree: false) { pair in
    pair.distances.first
  }

  /// d_ab.
  public static let crossDistance = Relation("cross_distance", .distance, scaleFree: false) { pair in
    pair.distances.between
  }

  /// abs(d_a - d_b) / (d_a + d_b).
  public static let intraGapSum = Relation("intra_gap_sum", .distance, scaleFree: true) { pair in
    (pair.distances.first - pair.distances.second).magnitude / (pair.distances.first + pair.distances.second)
  }

  /// abs(d_a - d_b) / sqrt(d_a d_b).
  public static let intraGapGeometric = Relation("intra_gap_geometric", .distance, scaleFree: true) { pair in
    (pair.distances.first - pair.distances.second).magnitude
      / (pair.distances.first * pair.distances.second).squareRoot()
  }

  /// d_ab / (d_a + d_b).
  public static let crossRatioSum = Relation("cross_ratio_sum", .distance, scaleFree: true) { pair in
    pair.distances.between / (pair.distances.first + pair.distances.second)
  }

  /// d_ab / sqrt(d_a d_b).
  public static let crossRatioGeometric = Relation("cross_ratio_geometric", .distance, scaleFree: true) { pair in
    pair.distances.between / (pair.distances.first * pair.distances.second).squareRoot()
  }

  /// 2 d_ab - d_a - d_b; negative for tasks that share rows.
  public static let energyDistance = Relation("energy_distance", .distance, scaleFree: false) { pair in
    2 * pair.distances.between - pair.distances.first - pair.distances.second
  }
}
