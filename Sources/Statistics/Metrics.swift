/// The metrics of a model's outputs on test rows; nil where a metric is undefined or is not of the task's kind.
public struct Metrics: Codable, Equatable, Sendable {
  /// Area under the ROC curve.
  public var auc: Double?
  public var averagePrecision: Double?
  public var r2: Double?
  public var rmse: Double?
  public var mae: Double?
  public var spearman: Double?

  public init(
    auc: Double? = nil, averagePrecision: Double? = nil, r2: Double? = nil, rmse: Double? = nil, mae: Double? = nil,
    spearman: Double? = nil
  ) {
    self.auc = auc
    self.averagePrecision = averagePrecision
    self.r2 = r2
    self.rmse = rmse
    self.mae = mae
    self.spearman = spearman
  }

  /// The one metric that benefits are counted in: AUC of a classification, R2 of a regression.
  public var primary: Double? { auc ?? r2 }
}
