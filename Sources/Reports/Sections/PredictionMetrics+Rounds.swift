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
