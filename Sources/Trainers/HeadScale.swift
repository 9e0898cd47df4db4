package import Panels

/// The standardisation of one task's targets on the training rows of one fit; the identity for classification.
///
/// Means and squares are weighted as the loss is.
package struct HeadScale: Sendable {
  package let kind: TaskKind
  /// Mean of the training targets: also what the null model predicts.
  package let mean: Double
  /// Standard deviation (n) of the training targets; 1 where they are constant, and for classification.
  package let deviation: Double

  /// - Parameter weights: one a target, or nil where all weigh the same; without any weight above 0 the mean is 0.
  package init(kind: TaskKind, trainingTargets: [Double], weights: [Float]?) {
    self.kind = kind
    var total = 0.0
    var sum = 0.0
    for index in trainingTargets.indices {
      let weight = Double(weights?[index] ?? 1)
      total += weight
      sum += weight * trainingTargets[index]
    }
    let mean = total > 0 ? sum / total : 0
    var squares = 0.0
    for index in trainingTargets.indices {
      let difference = trainingTargets[index] - mean
      squares += Double(weights?[index] ?? 1) * difference * difference
    }
    let variance = total > 0 ? squares / total : 0
    self.mean = mean
    deviation = kind == .regression && variance > 0 ? variance.squareRoot() : 1
  }

  /// The targets that a network learns: standardised in Double, or the classes as they are.
  package func standardised(_ targets: [Double]) -> [Float] {
    targets.map { kind == .regression ? Float(($0 - mean) / deviation) : Float($0) }
  }
}
