public import Panels

/// The standardisation of one task's targets on the training rows of one fit; the identity for classification.
public struct HeadScale: Sendable {
  public let kind: TaskKind
  /// Mean of the training targets: also what the null model predicts.
  public let mean: Double
  /// Standard deviation (n) of the training targets; 1 where they are constant, and for classification.
  public let deviation: Double

  public init(kind: TaskKind, trainingTargets: [Float]) {
    self.kind = kind
    let count = Double(max(trainingTargets.count, 1))
    mean = trainingTargets.reduce(0) { $0 + Double($1) } / count
    let mean = mean
    let variance = trainingTargets.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    deviation = kind == .regression && variance > 0 ? variance.squareRoot() : 1
  }

  /// Standardises in place; classification targets stay 0 and 1.
  public func standardise(_ targets: inout [Float]) {
    guard kind == .regression else { return }
    for index in targets.indices { targets[index] = Float((Double(targets[index]) - mean) / deviation) }
  }
}
