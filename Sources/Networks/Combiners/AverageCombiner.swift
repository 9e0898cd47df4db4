package import LinearAlgebra

/// The plain mean of all gradients: what joint training does anyway.
package struct AverageCombiner: GradientCombiner {
  package init() {}

  /// 1 / K for every task, also for those without a gradient.
  package func weights(gram: Matrix<Double>, focal: Int?, random: RandomStream) -> [Double] {
    [Double](repeating: 1 / Double(max(gram.rows, 1)), count: gram.rows)
  }
}
