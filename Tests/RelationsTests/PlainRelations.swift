import Panels

/// Every relation of two tasks, a before b, by its definition in words (docs/relations.md); slow and obvious.
func plainRelations(_ a: LearningTask, _ b: LearningTask, panel: Panel, inputs: PlainInputs, hidden: [Bool]) -> [String:
  Double]
{
  let (rowsA, rowsB) = (inputs.rows(a), inputs.rows(b))
  let (countA, countB) = (Double(rowsA.count), Double(rowsB.count))
  let (withinA, withinB) = (plainIntraDistance(rowsA), plainIntraDistance(rowsB))
  let between = plainCrossDistance(rowsA, rowsB)
  let entitiesA = plainEntities(a, of: panel, hidden: hidden)
  let entitiesB = plainEntities(b, of: panel, hidden: hidden)
  let (thingsA, thingsB) = (Double(entitiesA.count), Double(entitiesB.count))
  let shared = panel.overlapIsKnown ? Double(Set(entitiesA.keys).intersection(entitiesB.keys).count) : 0
  let (labelsA, labelsB) = (plainVisibleLabels(a, hidden: hidden), plainVisibleLabels(b, hidden: hidden))
  let areClasses = a.kind == .classification && b.kind == .classification
  let rarer = [labelsA, labelsB].map { min(mean($0), 1 - mean($0)) }
  let values: [String: Double] = [
    "data_size": countA + countB,
    "data_ratio_a": countA / (countA + countB),
    "data_ratio_b": countB / (countA + countB),
    "size_gap": (countA - countB).magnitude / (countA + countB),
    "intra_distance_a": withinA,
    "intra_distance_b": withinB,
    "cross_distance": between,
    "intra_gap_sum": (withinA - withinB).magnitude / (withinA + withinB),
    "intra_gap_geometric": (withinA - withinB).magnitude / (withinA * withinB).squareRoot(),
    "cross_ratio_sum": between / (withinA + withinB),
    "cross_ratio_geometric": between / (withinA * withinB).squareRoot(),
    "energy_distance": 2 * between - withinA - withinB,
    "mean_gap": squaredDistance(meanRow(rowsA), meanRow(rowsB)).squareRoot(),
    "cosine_similarity": plainCosine(rowsA, rowsB),
    "pca_alignment": plainAlignment(rowsA, rowsB),
    "rank_divergence": plainRankDivergence(rowsA, rowsB),
    "cross_link": plainCrossLink(rowsA, rowsB),
    "sample_overlap": shared / (thingsA + thingsB - shared),
    "containment_a": shared / thingsA,
    "containment_b": shared / thingsB,
    "shared_rows": shared,
    "extra_rows_a": (thingsB - shared) / thingsA,
    "extra_rows_b": (thingsA - shared) / thingsB,
    "label_correlation": panel.overlapIsKnown ? plainLabelCorrelation(entitiesA, entitiesB) : .nan,
    "label_mean_gap": a.kind == b.kind ? (mean(labelsA) - mean(labelsB)).magnitude : .nan,
    "label_variance_ratio": a.kind == b.kind
      ? min(variance(labelsA), variance(labelsB)) / max(variance(labelsA), variance(labelsB)) : .nan,
    "imbalance_gap": areClasses ? (rarer[0] - rarer[1]).magnitude : .nan,
  ]
  return values.mapValues { $0.isFinite ? $0 : .nan }
}
