internal import RealModule

/// The area under the ROC curve: the chance that a positive scores above a negative, ties counting half.
///
/// nil unless there are both. `positive[k]` says whether row k is. From average ranks (Mann & Whitney 1947), O(n log n).
package func rocAUC(scores: [Double], positive: [Bool]) -> Double? {
  precondition(scores.count == positive.count, "one score a row")
  let positives = positive.count { $0 }
  let negatives = positive.count - positives
  guard positives > 0 && negatives > 0 else { return nil }
  let ranks = averageRanks(scores)
  let rankSum = zip(ranks, positive).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
  let below = rankSum - Double(positives) * Double(positives + 1) / 2
  return below / (Double(positives) * Double(negatives))
}

/// Average precision: the mean, over positives, of the precision at the threshold that just includes them.
///
/// The step-wise area under the precision-recall curve; rows of tied scores enter together. nil without a positive.
package func averagePrecisionScore(scores: [Double], positive: [Bool]) -> Double? {
  precondition(scores.count == positive.count, "one score a row")
  precondition(!scores.contains { $0.isNaN }, "NaN has no rank")
  let positives = positive.count { $0 }
  guard positives > 0 else { return nil }
  let order = scores.indices.sorted { scores[$0] > scores[$1] }
  var hits = 0
  var area = 0.0
  var first = 0
  while first < order.count {
    var end = first
    var found = 0
    while end < order.count && scores[order[end]] == scores[order[first]] {
      if positive[order[end]] { found += 1 }
      end += 1
    }
    hits += found
    area += Double(found) * Double(hits) / Double(end)
    first = end
  }
  return area / Double(positives)
}

/// The mean cross-entropy of logits z, max(z, 0) - z y + log(1 + exp(-|z|)), natural logarithm; nil for no rows.
package func logLoss(logits: [Double], positive: [Bool]) -> Double? {
  precondition(logits.count == positive.count, "one logit a row")
  return mean(zip(logits, positive).map { max($0, 0) - ($1 ? $0 : 0) + Double.log(onePlus: Double.exp(-abs($0))) })
}

/// The cross-entropy of always saying the share of positives: the loss of the null model; 0 for a single class.
package func nullLogLoss(positiveShare share: Double) -> Double {
  precondition(share >= 0 && share <= 1, "a share lies in [0, 1]")
  guard share > 0 && share < 1 else { return 0 }
  return -share * Double.log(share) - (1 - share) * Double.log(1 - share)
}
