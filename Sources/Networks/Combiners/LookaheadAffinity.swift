package import LinearAlgebra

/// How much one task's step along its own gradient would lower another task's loss.
///
/// Z[i <- j] = 1 - L_i(theta - rate g_j) / L_i(theta), directed: row i gains, column j steps. Source: Fifty et al. 2021
/// (TAG), equation 1.
package enum LookaheadAffinity {
  /// Z from measured losses: (K, K).
  ///
  /// NaN in the row of a task whose loss is 0 or not a number.
  ///
  /// - Parameters:
  ///   - losses: L_i(theta).
  ///   - lossesAfter: (K, K), entry (i, j) is L_i(theta - rate g_j).
  package static func affinity(losses: [Double], lossesAfter: Matrix<Double>) -> Matrix<Double> {
    precondition(lossesAfter.rows == losses.count && lossesAfter.columns == losses.count, "one row and column a task")
    var result = lossesAfter
    for i in losses.indices {
      for j in losses.indices { result[i, j] = losses[i] > 0 ? 1 - lossesAfter[i, j] / losses[i] : .nan }
    }
    return result
  }

  /// The first order of Z in the rate: rate g_i . g_j / L_i, from inner products alone.
  package static func firstOrder(losses: [Double], gram: Matrix<Double>, rate: Double) -> Matrix<Double> {
    precondition(gram.rows == losses.count && gram.columns == losses.count, "one row and column a task")
    var result = gram
    for i in losses.indices {
      for j in losses.indices { result[i, j] = losses[i] > 0 ? rate * gram[i, j] / losses[i] : .nan }
    }
    return result
  }
}
