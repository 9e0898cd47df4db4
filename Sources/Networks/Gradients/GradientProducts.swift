package import LinearAlgebra

/// The inner products of the tasks' gradients of the shared trunk, layer by layer, at one moment of training.
package struct GradientProducts: Sendable {
  /// A (K, K) Gram matrix for each layer, input side first: entry (i, j) is g_i . g_j over the layer's parameters.
  package let layers: [Matrix<Double>]
  /// Each task's mean loss on the rows that its gradient is of; NaN where it has none.
  package let losses: [Double]

  /// The Gram matrix of the whole trunk, the sum of those of its layers.
  package let total: Matrix<Double>

  init(layers: [Matrix<Double>], losses: [Double]) {
    self.layers = layers
    self.losses = losses
    var total = Matrix<Double>(rows: losses.count, columns: losses.count)
    for layer in layers { for k in total.elements.indices { total.elements[k] += layer.elements[k] } }
    self.total = total
  }
}

/// The cosines of a Gram matrix: entry (i, j) is g_i . g_j / (|g_i| |g_j|), within [-1, 1].
///
/// NaN where either gradient is 0 or not finite; the diagonal is 1 otherwise.
package func cosines(ofGram gram: Matrix<Double>) -> Matrix<Double> {
  precondition(gram.rows == gram.columns, "a Gram matrix is square")
  var result = gram
  let norms = (0..<gram.rows).map { gram[$0, $0].squareRoot() }
  for i in 0..<gram.rows {
    for j in 0..<gram.rows {
      let scale = norms[i] * norms[j]
      let cosine = gram[i, j] / scale
      result[i, j] = scale > 0 && cosine.isFinite ? min(1, max(-1, cosine)) : .nan
    }
  }
  return result
}
