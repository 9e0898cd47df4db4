package import LinearAlgebra

/// PCGrad: each gradient is projected off those it conflicts with, one after the other, and the results are summed.
///
/// Two gradients conflict where their inner product is negative; the projections go through the *other original*
/// gradients in random order. O(K^3). Source: Yu et al. 2020, algorithm 1.
package struct PCGradCombiner: GradientCombiner {
  package init() {}

  package func weights(gram: Matrix<Double>, focal: Int?, random: RandomStream) -> [Double] {
    let count = gram.rows
    var total = [Double](repeating: 0, count: count)
    for task in 0..<count {
      var stream = random.split("pcgrad", task)
      // The projected gradient of the task, in coefficients of the original ones.
      var projected = [Double](repeating: 0, count: count)
      projected[task] = 1
      for other in stream.permutation(count) where other != task && gram[other, other] > 0 {
        var product = 0.0
        for k in 0..<count { product += projected[k] * gram[k, other] }
        if product < 0 { projected[other] -= product / gram[other, other] }
      }
      for k in 0..<count { total[k] += projected[k] }
    }
    return total
  }
}
