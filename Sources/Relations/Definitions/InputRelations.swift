internal import LinearAlgebra
internal import Statistics

/// Relations of the inputs beside their distances.
extension Relation {
  /// The Euclidean distance of the mean rows.
  public static let meanGap = Relation("mean_gap", .mean, scaleFree: false) { pair in
    pair.exact.meanGaps.euclidean[pair.first, pair.second]
  }

  /// The mean cosine over cross pairs; a zero row counts as 0.
  public static let cosineSimilarity = Relation("cosine_similarity", .mean, scaleFree: true) { pair in
    min(max(pair.exact.cosines[pair.first, pair.second], -1), 1)
  }

  /// The mean absolute cosine of the k-th principal axes, over those of k = 1..3 that both tasks have.
  public static let axisAlignment = Relation("pca_alignment", .axes, scaleFree: true) { pair in
    pair.sample.alignment.mean(pair.places.first, pair.places.second)
  }

  /// The mean over features of the absolute difference of mean ranks in the pooled rows, average ranks for ties.
  public static let rankDivergence = Relation("rank_divergence", .ranks, scaleFree: false) { pair in
    pair.sample.rankDivergence(pair.places.first, pair.places.second)
  }

  /// The share of the edges of the 5-nearest-neighbour graph of the pooled rows that join the tasks.
  public static let crossLink = Relation("cross_link", .neighbours, scaleFree: true) { pair in
    pair.sample.crossLink(pair.places.first, pair.places.second)
  }
}
