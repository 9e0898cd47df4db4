internal import Foundation
internal import Labels
internal import Networks
internal import Panels
internal import Statistics

/// One task's test outputs and targets, pooled over the folds of a job.
///
/// Losses are summed in each fit's own scale, weighted as in training; metrics are taken in the target's units, which all
/// fits share, over rows that count the same. A bound costs where it is violated, and has no part in metrics.
struct TestPool {
  private let kind: TaskKind
  private var outputs: [Double] = []
  private var targets: [Double] = []
  private var rows = 0
  private var weightSum = 0.0
  private var lossSum = 0.0
  private var nullLossSum = 0.0
  private var lossByBlock = [Double](repeating: 0, count: BlockSet.blockCount)

  init(kind: TaskKind) { self.kind = kind }

  /// Adds one fit's outputs on its test rows: standardised predictions, or logits.
  ///
  /// - Parameters:
  ///   - test: the rows: targets on the scale that the network learned, weights, and sides of bounds.
  ///   - blocks: the block of each row.
  mutating func add(outputs: [Float], test: HeadRows, blocks: [UInt8], scale: HeadScale) {
    for index in outputs.indices {
      let z = Double(outputs[index])
      let y = Double(test.targets[index])
      let weight = Double(test.weights?[index] ?? 1)
      let side = test.sides?[index] ?? 0
      rows += 1
      weightSum += weight
      let loss: Double
      switch kind {
      case .regression:
        loss = HeadRows.isKept(side, output: z, target: y) ? 0 : weight * (z - y) * (z - y)
        nullLossSum += HeadRows.isKept(side, output: 0.0, target: y) ? 0 : weight * y * y
        if side == 0 {
          self.outputs.append(z * scale.deviation + scale.mean)
          targets.append(y * scale.deviation + scale.mean)
        }
      case .classification:
        loss = weight * (max(z, 0) - z * y + log1p(exp(-abs(z))))
        let prevalence = min(max(scale.mean, 1e-6), 1 - 1e-6)
        nullLossSum -= weight * (y * log(prevalence) + (1 - y) * log(1 - prevalence))
        self.outputs.append(z)
        targets.append(y)
      }
      lossSum += loss
      lossByBlock[Int(blocks[index])] += loss
    }
  }

  /// The pooled outcome, or nil without test rows or with a loss that is not finite.
  func outcome() -> TaskOutcome? {
    guard weightSum > 0, lossSum.isFinite else { return nil }
    let metrics =
      kind == .classification
      ? Metrics.classification(logits: outputs, targets: targets)
      : Metrics.regression(predictions: outputs, targets: targets)
    return TaskOutcome(
      loss: lossSum / weightSum, nullLoss: nullLossSum / weightSum, metrics: metrics, rows: rows,
      blocks: BlockShares(sums: lossByBlock))
  }
}
