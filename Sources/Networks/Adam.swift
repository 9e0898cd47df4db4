internal import CKernels

/// Adam with beta 0.9 and 0.999, epsilon 1e-7 outside of the bias correction.
///
/// m = 0.9 m + 0.1 g; v = 0.999 v + 0.001 g^2; w -= c m / (sqrt(v) + 1e-7) with
/// c = rate sqrt(1 - 0.999^t) / (1 - 0.9^t). Source: Kingma & Ba 2015, the form before section 2.1.
public final class Adam {
  @exclusivity(unchecked) public private(set) var steps = 0
  /// The step size; may be changed between steps.
  @exclusivity(unchecked) public var learningRate = 0.0
  /// c of the step under way.
  @exclusivity(unchecked) private(set) var stepSize: Float = 0
  let firstMoment = FloatBuffer()
  let secondMoment = FloatBuffer()
  @exclusivity(unchecked) private var firstDecay = 1.0
  @exclusivity(unchecked) private var secondDecay = 1.0

  /// An optimiser without a shape; `reset` gives it one before the first step.
  public init() {}

  /// Forgets all moments; the next step is the first.
  ///
  /// - Parameters:
  ///   - count: elements of the parameter buffer, a multiple of 16.
  ///   - learningRate: of the steps to come.
  public func reset(count: Int, learningRate: Double) {
    precondition(count % 16 == 0, "parameters are padded to vectors of 16")
    self.learningRate = learningRate
    steps = 0
    firstDecay = 1
    secondDecay = 1
    firstMoment.resize(count)
    secondMoment.resize(count)
  }

  /// One step of all parameters against the gradient.
  public func step(_ parameters: FloatBuffer, gradient: FloatBuffer) {
    precondition(parameters.count == firstMoment.count && gradient.count == parameters.count, "sizes differ")
    advance()
    update(parameters, gradient: gradient, range: 0..<parameters.count)
  }

  /// Begins a step whose parts are then updated range by range.
  func advance() {
    steps += 1
    firstDecay *= 0.9
    secondDecay *= 0.999
    stepSize = Float(learningRate * (1 - secondDecay).squareRoot() / (1 - firstDecay))
  }

  /// Takes `decay` times the step size off some weights (decoupled weight decay), after a step; all of them at most.
  public func decay(_ weights: FloatBuffer, range: Range<Int>, by decay: Double) {
    kindred_scale(weights.base + range.lowerBound, range.count, Float(max(0, 1 - learningRate * decay)))
  }

  func update(_ parameters: FloatBuffer, gradient: FloatBuffer, range: Range<Int>) {
    let start = range.lowerBound
    kindred_adam(
      parameters.base + start, firstMoment.base + start, secondMoment.base + start, gradient.base + start, range.count,
      stepSize)
  }
}
