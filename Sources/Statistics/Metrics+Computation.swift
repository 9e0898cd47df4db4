extension Metrics {
  /// The metrics of a classification: logits (or any score) against 0/1 targets, equally long.
  ///
  /// Outputs that are not finite (a training that diverged) leave every metric undefined, a single class leaves AUC so,
  /// no positive average precision.
  public static func classification(logits: [Double], targets: [Double]) -> Metrics {
    precondition(logits.count == targets.count, "one logit a row")
    if let reason = unusable(logits) { return Metrics(undefined: classificationNames, because: reason) }
    let positive = targets.map { $0 > 0.5 }
    var metrics = Metrics(
      auc: rocAUC(scores: logits, positive: positive),
      averagePrecision: averagePrecisionScore(scores: logits, positive: positive))
    metrics.explain(classificationNames, because: "the test rows are of one class")
    return metrics
  }

  /// The metrics of a regression: predictions against targets in the same unit, equally long.
  ///
  /// RMSE and MAE come in that unit. Predictions that are not finite leave every metric undefined; constant targets leave
  /// R2 and Spearman so, constant predictions Spearman.
  public static func regression(predictions: [Double], targets: [Double]) -> Metrics {
    precondition(predictions.count == targets.count, "one prediction a row")
    if let reason = unusable(predictions) { return Metrics(undefined: regressionNames, because: reason) }
    var metrics = Metrics(
      r2: coefficientOfDetermination(predictions: predictions, targets: targets),
      rmse: rootMeanSquaredError(predictions: predictions, targets: targets),
      mae: meanAbsoluteError(predictions: predictions, targets: targets),
      spearman: spearmanCorrelation(predictions, targets))
    let isConstant = targets.allSatisfy { $0 == targets[0] }
    metrics.explain(
      regressionNames, because: "the \(isConstant ? "targets" : "predictions") of the test rows are constant")
    return metrics
  }

  private static func unusable(_ outputs: [Double]) -> String? {
    if outputs.isEmpty { return "there are no test rows" }
    return outputs.allSatisfy(\.isFinite) ? nil : "the outputs are not finite: training diverged"
  }

  private init(undefined names: [String], because reason: String) {
    self.init()
    explain(names, because: reason)
  }

  /// Gives those of the named metrics that have no value a reason.
  private mutating func explain(_ names: [String], because reason: String) {
    let missing = names.filter { self[$0] == nil }
    if !missing.isEmpty { undefined = Dictionary(uniqueKeysWithValues: missing.map { ($0, reason) }) }
  }
}
