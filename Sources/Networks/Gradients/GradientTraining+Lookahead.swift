internal import CKernels
package import LinearAlgebra

/// What one step along each task's own gradient would do to every task's loss on the same rows.
package struct Lookahead: Sendable {
  /// (K, K), row i gains, column j steps: 1 - L_i(theta - rate g_j) / L_i(theta). NaN where a task has no rows.
  package let affinity: Matrix<Double>
  /// rate g_i . g_j / L_i.
  package let firstOrder: Matrix<Double>
}

extension GradientTraining {
  /// Lookahead affinities on the rows that the next step takes; the training is not touched.
  ///
  /// Only the trunk steps, at the given rate, as in TAG. Whole gradients of all tasks are held: O(K parameters) memory,
  /// O(K) forward passes.
  package func lookahead(rate: Double) -> Lookahead {
    let denormals = kindred_flush_denormals()
    defer { kindred_restore_denormals(denormals) }
    let products = explicitBatchProducts()
    let kept = FloatBuffer(count: encoder.parameters.count)
    kept.copy(from: encoder.parameters)
    var after = Matrix<Double>(rows: taskCount, columns: taskCount, filledWith: .nan)
    for source in 0..<taskCount {
      guard let gradient = taskGradients.gradient(source) else { continue }
      let factor = Float(rate)
      for k in 0..<kept.count { encoder.parameters.base[k] = kept.base[k] - factor * gradient.base[k] }
      encoder.parametersChanged()
      for (task, loss) in nextBatchLosses().enumerated() { after[task, source] = loss }
    }
    encoder.parameters.copy(from: kept)
    encoder.parametersChanged()
    return Lookahead(
      affinity: LookaheadAffinity.affinity(losses: products.losses, lossesAfter: after),
      firstOrder: LookaheadAffinity.firstOrder(losses: products.losses, gram: products.total, rate: rate))
  }
}
