package import LinearAlgebra

/// CAGrad: the direction that helps the worst-off task most among those within c |g_0| of the mean gradient g_0.
///
/// d = g_0 + c |g_0| g_w / |g_w| with g_w = sum_k w_k g_k and w on the simplex minimising g_w . g_0 + c |g_0| |g_w|.
/// Source: Liu et al. 2021, equation 4 and algorithm 1.
package struct CAGradCombiner: GradientCombiner {
  /// What the direction is divided by, as published implementations differ in it.
  package enum Rescale: Sendable {
    case none
    /// By 1 + c^2.
    case square
    /// By 1 + c.
    case linear
  }

  /// The radius as a share of the mean gradient's length, at least 0; 0 is the average.
  package let radius: Double
  package let rescale: Rescale

  package init(radius: Double = 0.5, rescale: Rescale = .none) {
    precondition(radius >= 0, "a radius is not negative")
    self.radius = radius
    self.rescale = rescale
  }

  /// The mean's weights alone where the mean gradient is 0 or some convex combination of the gradients vanishes.
  ///
  /// O(K) each exchange of weight between two tasks, a few dozen times K of them.
  package func weights(gram: Matrix<Double>, focal: Int?, random: RandomStream) -> [Double] {
    let count = gram.rows
    let mean = [Double](repeating: 1 / Double(max(count, 1)), count: count)
    let meanNorm = squaredNorm(mean, gram).squareRoot()
    guard count > 1, radius > 0, meanNorm > 0 else { return scaled(mean) }
    let worst = worstCase(gram, meanNorm: meanNorm)
    let norm = squaredNorm(worst, gram).squareRoot()
    guard norm > 1e-12 * meanNorm else { return scaled(mean) }
    return scaled(zip(mean, worst).map { $0 + radius * meanNorm / norm * $1 })
  }

  private func scaled(_ weights: [Double]) -> [Double] {
    let divisor =
      switch rescale {
      case .none: 1.0
      case .square: 1 + radius * radius
      case .linear: 1 + radius
      }
    return weights.map { $0 / divisor }
  }

  private func squaredNorm(_ weights: [Double], _ gram: Matrix<Double>) -> Double {
    var sum = 0.0
    for i in weights.indices { for j in weights.indices { sum += weights[i] * weights[j] * gram[i, j] } }
    return max(sum, 0)
  }

  /// The minimising w: weight moves from the task of the steepest slope to that of the flattest until they agree.
  private func worstCase(_ gram: Matrix<Double>, meanNorm: Double) -> [Double] {
    let count = gram.rows
    var problem = SimplexProblem(gram: gram, scale: radius * meanNorm)
    for _ in 0..<(200 * count) {
      let slopes = problem.slopes
      var from = -1
      var to = 0
      for k in 0..<count {
        if problem.weights[k] > 0 && (from < 0 || slopes[k] > slopes[from]) { from = k }
        if slopes[k] < slopes[to] { to = k }
      }
      guard from >= 0, slopes[from] - slopes[to] > 1e-10 * meanNorm * meanNorm else { break }
      problem.exchange(from: from, to: to)
    }
    return problem.weights
  }
}

/// w'b + scale sqrt(w'Gw) on the simplex, with b = G 1 / K; G w is kept up to date.
private struct SimplexProblem {
  let gram: Matrix<Double>
  let scale: Double
  let means: [Double]
  var weights: [Double]
  var products: [Double]

  init(gram: Matrix<Double>, scale: Double) {
    self.gram = gram
    self.scale = scale
    let count = gram.rows
    means = (0..<count).map { row in (0..<count).reduce(0) { $0 + gram[row, $1] } / Double(count) }
    weights = [Double](repeating: 1 / Double(count), count: count)
    products = means
  }

  var norm: Double { max(zip(weights, products).reduce(0) { $0 + $1.0 * $1.1 }, 0).squareRoot() }

  var slopes: [Double] {
    let norm = norm
    return weights.indices.map { means[$0] + (norm > 0 ? scale * products[$0] / norm : 0) }
  }

  /// Moves weight between two tasks to the minimum along that line, found by golden section (the problem is convex).
  mutating func exchange(from: Int, to: Int) {
    let most = weights[from]
    let square = zip(weights, products).reduce(0) { $0 + $1.0 * $1.1 }
    let linear = 2 * (products[to] - products[from])
    let curvature = gram[from, from] + gram[to, to] - 2 * gram[from, to]
    let slope = means[to] - means[from]
    let scale = scale
    func value(_ t: Double) -> Double {
      t * slope + scale * max(square + t * linear + t * t * curvature, 0).squareRoot()
    }
    let inner = goldenSection(0...most, value)
    let step = [inner, most].min { value($0) < value($1) } ?? inner
    weights[from] = step == most ? 0 : weights[from] - step
    weights[to] += step
    for k in products.indices { products[k] += step * (gram[k, to] - gram[k, from]) }
  }

  private func goldenSection(_ range: ClosedRange<Double>, _ value: (Double) -> Double) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (range.lowerBound, range.upperBound)
    for _ in 0..<80 {
      let left = high - ratio * (high - low)
      let right = low + ratio * (high - low)
      if value(left) <= value(right) { high = right } else { low = left }
    }
    return (low + high) / 2
  }
}
