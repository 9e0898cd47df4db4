extension Contender {
  /// The name in reports and verdicts.
  public var words: String {
    switch self {
    case .predictor: "predictor"
    case .linear: "linear predictor"
    case .featurePaper: "quadratic ridge on single replicates"
    case .effects: "task effects only"
    case .size: "sizes only"
    case .similarity: "similarity only"
    case .partnerEffect: "mean partner effect"
    case .labelCorrelation: "label correlation"
    case .targetMean: "per-target mean"
    case .globalMean: "global mean"
    case .zero: "zero"
    }
  }
}
