internal import Statistics

/// Relations of the labels that may be seen.
extension Relation {
  /// Pearson over the entities of both, each with its mean label; undefined below 20, or where a target is constant there.
  public static let labelCorrelation = Relation("label_correlation", .labels, scaleFree: true) { pair in
    pair.exact.labelCorrelations[pair.first, pair.second]
  }

  /// abs(mean_a - mean_b) of the labels of the rows, in the targets' units; undefined between different kinds.
  public static let labelMeanGap = Relation("label_mean_gap", .labels, scaleFree: false) { pair in
    pair.labels.first.meanGap(pair.labels.second)
  }

  /// The smaller variance of the labels of the rows over the larger; undefined between different kinds and if both are
  /// constant.
  public static let labelVarianceRatio = Relation("label_variance_ratio", .labels, scaleFree: true) { pair in
    pair.labels.first.varianceRatio(pair.labels.second)
  }

  /// The gap of the shares of rows of the rarer class; undefined unless both are classifications.
  public static let imbalanceGap = Relation("imbalance_gap", .labels, scaleFree: true) { pair in
    pair.labels.first.imbalanceGap(pair.labels.second)
  }
}
