public import LinearAlgebra

/// Turns the gradients of several tasks into one direction for the trunk that they share.
///
/// Every rule here stays in the span of the gradients g_1 ... g_K and looks at nothing but their inner products, so it is
/// given the Gram matrix and returns coefficients: the direction is sum_k weights[k] g_k. The K gradients themselves
/// need not exist, as a weighted sum of gradients is the gradient of the weighted sum of the losses.
public protocol GradientCombiner: Sendable {
  /// Whether the rule privileges one task and so needs `focal`.
  var needsFocal: Bool { get }

  /// The coefficients of the tasks' gradients.
  ///
  /// A task whose gradient is 0 (no rows in the step) neither conflicts nor counts as one to be protected.
  ///
  /// - Parameters:
  ///   - gram: (K, K), symmetric, entry (i, j) is g_i . g_j.
  ///   - focal: the privileged task; traps where `needsFocal` and it is nil.
  ///   - random: where a rule draws its order from.
  func weights(gram: Matrix<Double>, focal: Int?, random: RandomStream) -> [Double]
}

extension GradientCombiner {
  /// No: all tasks count alike.
  public var needsFocal: Bool { false }
}

/// The combiners by the name that the command line gives them.
public enum CombinerName: String, Codable, Sendable, CaseIterable {
  /// The plain mean: `AverageCombiner`.
  case average
  /// Projection off conflicting gradients (Yu et al. 2020): `PCGradCombiner`.
  case pcgrad
  /// The direction that helps the worst-off task near the mean (Liu et al. 2021): `CAGradCombiner`.
  case cagrad
  /// Partners that point away from the focal task are dropped (Du et al. 2018): `CosineGatingCombiner`.
  case gating
  /// Partners are projected off the focal task's gradient: `AnchoredCombiner`.
  case anchored

  /// The rule with its usual settings.
  public var combiner: any GradientCombiner {
    switch self {
    case .average: AverageCombiner()
    case .pcgrad: PCGradCombiner()
    case .cagrad: CAGradCombiner()
    case .gating: CosineGatingCombiner()
    case .anchored: AnchoredCombiner()
    }
  }
}
