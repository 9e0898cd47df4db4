internal import Diagnostics
internal import Prediction

extension PredictionMetrics {
  /// A way of holding measurements out, by the name that readers know it by.
  typealias Round = (name: String, accuracy: Accuracy)

  /// The ways that there are figures for, the one that flatters least first.
  var rounds: [Round] {
    [
      ("fresh replicates of unmeasured pairs", freshReplicates), ("held-out pairs", heldOutPairs),
      ("held-out tasks", heldOutTasks),
    ].compactMap { name, accuracy in accuracy.map { (name, $0) } }
  }
}

extension PredictionMetrics.Accuracy {
  /// The correlation of a score with its standard error over choices; nil where there is none.
  func correlation(of score: PredictionMetrics.Score) -> Estimate? {
    score.correlation.map { Estimate($0, standardError: error(score.correlationSD)) }
  }

  /// The same within targets.
  func correlationWithin(of score: PredictionMetrics.Score) -> Estimate? {
    score.correlationWithin.map { Estimate($0, standardError: error(score.correlationWithinSD)) }
  }

  private func error(_ deviation: Double?) -> Double? { deviation.map { $0 / Double(choices).squareRoot() } }
}
