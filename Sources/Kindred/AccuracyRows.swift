internal import Diagnostics
internal import Prediction
internal import Reports
internal import StudyFiles

extension Study {
  /// The predictor and its rivals on each way of holding measurements out, as the report shows them.
  func accuracyRows() throws -> [AccuracyRow] {
    let metrics = try metrics().prediction
    let splits = [
      ("fresh replicates of unmeasured pairs", metrics.freshReplicates), ("held-out pairs", metrics.heldOutPairs),
      ("held-out tasks", metrics.heldOutTasks),
    ]
    return splits.flatMap { split, accuracy -> [AccuracyRow] in
      guard let accuracy else { return [] }
      let root = Double(accuracy.choices).squareRoot()
      return accuracy.scores.map { score in
        AccuracyRow(
          split: split, model: score.contender.words, isPredictor: score.contender == .predictor,
          correlation: score.correlation.map { Estimate($0, standardError: score.correlationSD.map { $0 / root }) },
          withinTarget: score.correlationWithin.map {
            Estimate($0, standardError: score.correlationWithinSD.map { $0 / root })
          },
          error: score.rmse, undefined: [score.undefined, score.undefinedWithin].compactMap { $0?.words })
      }
    }
  }
}
