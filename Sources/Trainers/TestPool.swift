internal import Foundation
internal import Labels
internal import Panels
internal import Statistics

/// One task's test outputs and targets, pooled over the folds of a job.
///
/// Losses are summed in each fit's own scale; metrics are taken in the target's units, which all fits share.
struct TestPool {
  private let kind: TaskKind
  private var outputs: [Float] = []
  private var targets: [Float] = []
  private var lossSum = 0.0
  private var nullLossSum = 0.0

  init(kind: TaskKind) { self.kind = kind }

  /// Adds one fit's outputs on its test rows: standardised predictions, or logits.
  mutating func add(outputs: [Float], targets: [Float], scale: HeadScale) {
    for (output, target) in zip(outputs, targets) {
      let z = Double(output)
      let y = Double(target)
      switch kind {
      case .regression:
        lossSum += (z - y) * (z - y)
        nullLossSum += y * y
        self.outputs.append(Float(z * scale.deviation + scale.mean))
        self.targets.append(Float(y * scale.deviation + scale.mean))
      case .classification:
        lossSum += max(z, 0) - z * y + log1p(exp(-abs(z)))
        let prevalence = min(max(scale.mean, 1e-6), 1 - 1e-6)
        nullLossSum -= y * log(prevalence) + (1 - y) * log(1 - prevalence)
        self.outputs.append(output)
        self.targets.append(target)
      }
    }
  }

  /// The pooled outcome, or nil without test rows or with a loss that is not finite.
  func outcome() -> TaskOutcome? {
    guard !targets.isEmpty, lossSum.isFinite else { return nil }
    let metrics =
      kind == .classification
      ? Metrics.classification(logits: outputs, targets: targets)
      : Metrics.regression(predictions: outputs, targets: targets)
    let count = Double(targets.count)
    return TaskOutcome(loss: lossSum / count, nullLoss: nullLossSum / count, metrics: metrics, rows: targets.count)
  }
}
