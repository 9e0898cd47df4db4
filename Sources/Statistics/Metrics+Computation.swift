extension Metrics {
  /// The metrics of a classification: logits (or any score) against 0/1 targets, equally long.
  ///
  /// Outputs that are not finite (a training that diverged) leave every metric undefined.
  public static func classification(logits: [Float], targets: [Float]) -> Metrics {
    precondition(logits.count == targets.count, "one logit a row")
    guard logits.allSatisfy({ $0.isFinite }) else { return Metrics() }
    let scores = logits.map(Double.init)
    let positive = targets.map { $0 > 0.5 }
    return Metrics(
      auc: rocAUC(scores: scores, positive: positive),
      averagePrecision: averagePrecisionScore(scores: scores, positive: positive))
  }

  /// The metrics of a regression: predictions against targets in the same unit, equally long.
  ///
  /// RMSE and MAE come in that unit. Predictions that are not finite leave every metric undefined.
  public static func regression(predictions: [Float], targets: [Float]) -> Metrics {
    precondition(predictions.count == targets.count, "one prediction a row")
    guard predictions.allSatisfy({ $0.isFinite }) else { return Metrics() }
    let predicted = predictions.map(Double.init)
    let truth = targets.map(Double.init)
    return Metrics(
      r2: coefficientOfDetermination(predictions: predicted, targets: truth),
      rmse: rootMeanSquaredError(predictions: predicted, targets: truth),
      mae: meanAbsoluteError(predictions: predicted, targets: truth),
      spearman: spearmanCorrelation(predicted, truth))
  }
}
