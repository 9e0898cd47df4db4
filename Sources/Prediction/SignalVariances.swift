internal import LinearAlgebra
internal import RealModule

/// How much of the gains' variance each block of the model explains, as variances of gains.
public struct SignalVariances: Codable, Equatable, Sendable {
  /// The constant, vague: ten times the mean square of the labels.
  public var constant: Double
  /// The inputs of each block of `InputBlock.allCases`, in the mean over pairs.
  public var linear: [Double]
  /// Their products.
  public var quadratic: Double
  /// What targets have in common beyond that, whatever the partner; the shared error of their labels is not in it.
  public var target: Double
  /// What partners have in common, whatever the target.
  public var partner: Double
  /// What is particular to a pair and in no input: signal that only measuring the pair reveals.
  public var unexplained: Double

  /// Variances of all blocks; traps unless `linear` has one a block.
  public init(
    constant: Double, linear: [Double], quadratic: Double, target: Double, partner: Double, unexplained: Double
  ) {
    precondition(linear.count == InputBlock.allCases.count, "one variance a block")
    self.constant = constant
    self.linear = linear
    self.quadratic = quadratic
    self.target = target
    self.partner = partner
    self.unexplained = unexplained
  }

  /// A constant and nothing else.
  static func vague(constant: Double) -> SignalVariances {
    SignalVariances(
      constant: constant, linear: InputBlock.allCases.map { _ in 0 }, quadratic: 0, target: 0, partner: 0,
      unexplained: 0)
  }
}

/// Estimates variance components by maximising the likelihood of labels with a known error covariance:
///
///     y ~ N(0, sum_k v_k K_k + F),    F fixed (errors, and a vague intercept, which makes it restricted likelihood)
///
/// Newton steps on log v with the average information matrix (Gilmour, Thompson & Cullis 1995), damped until the likelihood
/// rises. A log-normal prior around expected variances, 1.4 wide in log variance, keeps a component from vanishing, or
/// from taking everything, on the word of a few labels.
struct VarianceComponents {
  /// One variance a kernel.
  private(set) var variances: [Double]
  private(set) var negativeLogLikelihood: Double

  /// - Parameters:
  ///   - kernels: symmetric (n, n), mean diagonal about 1.
  ///   - expected: the variances to start from and to draw to, positive.
  ///
  /// O(n^3) a step, at most `steps` of them.
  init(kernels: [Matrix<Double>], fixed: Matrix<Double>, labels: [Double], expected: [Double], steps: Int = 40) {
    precondition(expected.count == kernels.count && expected.allSatisfy { $0 > 0 }, "a positive variance a kernel")
    let problem = Problem(kernels: kernels, fixed: fixed, labels: labels, prior: expected.map { Double.log($0) })
    var point = problem.prior
    guard var state = problem.evaluate(point) else {
      preconditionFailure("a covariance with positive error variances is positive definite")
    }
    var damping = 1e-2
    for _ in 0..<steps {
      guard let (next, nextState) = problem.improve(point, state, damping: &damping) else { break }
      let gain = state.value - nextState.value
      point = next
      state = nextState
      if gain < 1e-3 { break }
    }
    variances = point.map { Double.exp($0) }
    negativeLogLikelihood = state.value
  }
}

extension VarianceComponents {
  /// Value, gradient and average information at a point.
  private struct State {
    var value: Double
    var gradient: [Double]
    var information: Matrix<Double>
  }

  private struct Problem {
    let kernels: [Matrix<Double>]
    let fixed: Matrix<Double>
    let labels: [Double]
    let prior: [Double]
    /// 1 / width^2 of the prior on a log variance.
    let priorPrecision = 0.5

    func covariance(_ point: [Double]) -> Matrix<Double> {
      var sum = fixed
      for (kernel, value) in zip(kernels, point) {
        let scale = Double.exp(value)
        for index in sum.elements.indices { sum.elements[index] += scale * kernel.elements[index] }
      }
      return sum
    }

    func value(_ factor: CholeskyFactor, _ point: [Double]) -> Double {
      let fit = zip(labels, factor.solve(labels)).reduce(0) { $0 + $1.0 * $1.1 }
      let penalty = zip(point, prior).reduce(0) { $0 + priorPrecision * ($1.0 - $1.1) * ($1.0 - $1.1) }
      return (factor.logDeterminant + fit + penalty) / 2
    }

    func evaluate(_ point: [Double]) -> State? {
      guard let factor = CholeskyFactor(covariance(point)) else { return nil }
      let inverse = factor.inverse
      let alpha = factor.solve(labels)
      let scales = point.map { Double.exp($0) }
      let images = zip(kernels, scales).map { kernel, scale in kernel.multiplied(by: alpha).map { scale * $0 } }
      let solved = images.map(factor.solve)
      var gradient: [Double] = []
      var information = Matrix<Double>(rows: kernels.count, columns: kernels.count)
      for (a, kernel) in kernels.enumerated() {
        var trace = 0.0
        for (x, y) in zip(inverse.elements, kernel.elements) { trace += x * y }
        let fit = zip(alpha, images[a]).reduce(0) { $0 + $1.0 * $1.1 }
        gradient.append((scales[a] * trace - fit) / 2 + priorPrecision * (point[a] - prior[a]))
        for b in kernels.indices {
          information[a, b] = zip(images[a], solved[b]).reduce(0) { $0 + $1.0 * $1.1 } / 2
        }
        information[a, a] += priorPrecision
      }
      return State(value: value(factor, point), gradient: gradient, information: information)
    }

    /// The next point with a better value, or nil if no damping gives one.
    func improve(_ point: [Double], _ state: State, damping: inout Double) -> ([Double], State)? {
      while damping < 1e8 {
        var system = state.information
        for index in point.indices { system[index, index] += damping * (1 + system[index, index]) }
        if let factor = CholeskyFactor(system) {
          let step = factor.solve(state.gradient)
          let next = zip(point, step).map { $0 - min(2, max(-2, $1)) }
          if let trial = CholeskyFactor(covariance(next)), value(trial, next) < state.value,
            let nextState = evaluate(next)
          {
            damping = max(damping / 5, 1e-6)
            return (next, nextState)
          }
        }
        damping *= 5
      }
      return nil
    }
  }
}
