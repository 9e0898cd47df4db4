/// The metrics of a model's outputs on test rows; nil where a metric is undefined or is not of the task's kind.
///
/// `undefined` tells the two apart.
public struct Metrics: Codable, Equatable, Sendable {
  /// Area under the ROC curve.
  public var auc: Double?
  /// Area under the precision-recall curve by steps; nil without a positive row.
  public var averagePrecision: Double?
  /// 1 - SSE / SST, below 0 where worse than the mean; nil where targets are constant.
  public var r2: Double?
  /// Root mean squared error, in the raw targets' unit.
  public var rmse: Double?
  /// Mean absolute error, in the raw targets' unit.
  public var mae: Double?
  /// Spearman's rank correlation; nil where predictions or targets are constant.
  public var spearman: Double?
  /// Why metrics of the task's kind have no value, by the metric's name; nil where all have one.
  public var undefined: [String: String]?

  /// Metrics of their values; those of the other kind of task stay nil.
  public init(
    auc: Double? = nil, averagePrecision: Double? = nil, r2: Double? = nil, rmse: Double? = nil, mae: Double? = nil,
    spearman: Double? = nil, undefined: [String: String]? = nil
  ) {
    self.auc = auc
    self.averagePrecision = averagePrecision
    self.r2 = r2
    self.rmse = rmse
    self.mae = mae
    self.spearman = spearman
    self.undefined = undefined
  }

  /// The metrics of a kind of task by name, in the order in which they are shown.
  public static let classificationNames = ["auc", "average_precision"]
  /// The metrics of regressions by name, in the order in which they are shown.
  public static let regressionNames = ["r2", "rmse", "mae", "spearman"]

  /// A metric by one of those names; nil where it is undefined.
  public subscript(name: String) -> Double? {
    switch name {
    case "auc": auc
    case "average_precision": averagePrecision
    case "r2": r2
    case "rmse": rmse
    case "mae": mae
    case "spearman": spearman
    default: nil
    }
  }

  /// The one metric that benefits are counted in: AUC of a classification, R2 of a regression.
  public var primary: Double? { auc ?? r2 }
}
