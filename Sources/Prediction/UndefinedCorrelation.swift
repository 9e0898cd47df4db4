/// Why a correlation of predictions with the labels that judge them does not exist.
public enum UndefinedCorrelation: String, Error, Codable, Sendable {
  /// Two labels always lie on a line.
  case fewLabels
  /// Targets with one judged label have no ranking, and a single one with two always has a perfect one.
  case fewInTargets
  /// The prediction is the same for all judged labels.
  case constantPrediction
  /// The judged labels are all the same.
  case constantLabels

  /// Labels from which on a correlation is taken.
  static let fewestLabels = 3

  /// A clause without a full stop.
  public var words: String {
    switch self {
    case .fewLabels: "fewer than \(Self.fewestLabels) labels are judged"
    case .fewInTargets: "too few judged labels share a target"
    case .constantPrediction: "the prediction is the same for all"
    case .constantLabels: "the judged labels do not differ"
    }
  }

  /// Whether more labels would mend it.
  var isForWantOfLabels: Bool { self == .fewLabels || self == .fewInTargets }
}
