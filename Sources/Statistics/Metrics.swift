/// The metrics of a model's outputs on test rows; nil where a metric is undefined or is not of the task's kind.
///
/// `undefined` tells the two apart.
public struct Metrics: Codable, Equatable, Sendable {
  /// Area under the ROC curve.
  public var auc: Double?
  public var averagePrecision: Double?
  public var r2: Double?
  public var rmse: Double?
  public var mae: Double?
  public var spearman: Double?
  /// Why metrics of the task's kind have no value, by the metric's name; nil where all have one.
  public var undefined: [String: String]?

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
