extension Relation {
  /// Every relation that a study of any panel computes, in the order of the columns of `relations.csv`.
  public static let all: [Relation] = [
    .dataSize,
    .dataRatio,
    .sizeGap,
    .intraDistance,
    .crossDistance,
    .intraGapSum,
    .intraGapGeometric,
    .crossRatioSum,
    .crossRatioGeometric,
    .energyDistance,
    .meanGap,
    .cosineSimilarity,
    .axisAlignment,
    .rankDivergence,
    .crossLink,
    .sampleOverlap,
    .containment,
    .sharedRows,
    .extraRows,
    .labelCorrelation,
    .labelMeanGap,
    .labelVarianceRatio,
    .imbalanceGap,
  ]
}
