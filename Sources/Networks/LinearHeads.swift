internal import CKernels
public import LinearAlgebra

/// One linear output for each task over the shared representation, with its loss.
///
/// Parameters are the weights (heads, stride) and then the biases (heads, padded to 16). The gradient has the same
/// shape and is added to until `clearGradient`.
public final class LinearHeads {
  @exclusivity(unchecked) public private(set) var losses: [LossKind] = []
  /// Weights and biases of all heads.
  public let parameters = FloatBuffer()
  /// The gradient of `parameters`, of the same shape; added to until it is cleared.
  public let gradient = FloatBuffer()
  @exclusivity(unchecked) private var stride = 0
  private var width = 0
  let outputs = FloatBuffer()
  private let derivatives = FloatBuffer()
  private let keptTargets = FloatBuffer()

  /// No heads; `configure` makes them.
  public init() {}

  /// How many heads there are.
  public var count: Int { losses.count }
  private var firstBias: Int { losses.count * stride }

  /// Takes the shape of z and one loss a head; parameters become 0.
  public func configure(losses: [LossKind], width: Int, stride: Int) {
    self.losses = losses
    self.width = width
    self.stride = stride
    parameters.resize(losses.count * stride + padded(losses.count))
    gradient.resize(parameters.count)
  }

  /// The weights of all heads, biases excepted.
  var weightRange: Range<Int> { 0..<firstBias }

  /// Draws a head's weights; its bias becomes 0.
  public func initialise(_ head: Int, from stream: RandomStream) {
    parameters.fillGlorotUniform(
      start: head * stride, inputs: width, outputs: 1, stride: 1, from: stream.split("head"))
    parameters[firstBias + head] = 0
  }

  func clearWeights(of head: Int) {
    for k in 0..<stride { parameters.base[head * stride + k] = 0 }
  }

  func setBias(of head: Int, to value: Float) { parameters[firstBias + head] = value }

  func reserve(entries: Int) {
    if outputs.count < entries {
      outputs.resize(entries)
      derivatives.resize(entries)
      keptTargets.resize(entries)
    }
  }

  /// The outputs of all entries of a block.
  func forward(_ block: LaneBlock, representation z: UnsafePointer<Float>) {
    reserve(entries: block.entryCount)
    for segment in 0..<block.segmentCount {
      let range = block.entries(of: segment)
      let head = Int(block.heads.base[segment])
      kindred_head_outputs(
        z, stride, block.lanes.base + range.lowerBound, range.count, parameters.base + head * stride,
        parameters.base[firstBias + head], outputs.base + range.lowerBound)
    }
    guard block.hasOffsets else { return }
    for entry in 0..<block.entryCount { outputs.base[entry] += block.offsets.base[entry] }
  }

  /// What entries are compared with after `forward`: their targets, but the output itself where it keeps a bound, so that it costs
  /// and changes nothing.
  private func targets(of block: LaneBlock, from start: Int, _ count: Int) -> UnsafePointer<Float> {
    guard block.hasSides else { return UnsafePointer(block.targets.base + start) }
    for entry in start..<start + count {
      let (output, target) = (outputs.base[entry], block.targets.base[entry])
      keptTargets.base[entry] =
        HeadRows.isKept(block.sides.base[entry], output: output, target: target) ? output : target
    }
    return UnsafePointer(keptTargets.base + start)
  }

  /// Adds each head's summed loss after `forward`.
  func addLosses(_ block: LaneBlock, to sums: AlignedBuffer<Double>) {
    for segment in 0..<block.segmentCount {
      let start = block.entries(of: segment).lowerBound
      let count = block.entries(of: segment).count
      let head = Int(block.heads.base[segment])
      let (z, y, weights) = (outputs.base + start, targets(of: block, from: start, count), block.weights(from: start))
      switch losses[head] {
      case .squaredError: sums.base[head] += kindred_squared_error(z, y, weights, count)
      case .crossEntropy: sums.base[head] += kindred_cross_entropy(z, y, weights, count)
      }
    }
  }

  /// Adds dL/dz of one segment to `delta` (or writes it, if `overwriting`) and its head's gradient to `gradient`, after
  /// `forward`.
  func backward(
    _ block: LaneBlock, segment: Int, representation z: UnsafePointer<Float>, delta: UnsafeMutablePointer<Float>,
    overwriting: Bool = false
  ) {
    let start = block.entries(of: segment).lowerBound
    let count = block.entries(of: segment).count
    let head = Int(block.heads.base[segment])
    derive(block, segment: segment, head: head, start: start, count: count)
    kindred_head_backward(
      z, stride, block.lanes.base + start, count, parameters.base + head * stride, derivatives.base + start,
      gradient.base + head * stride, gradient.base + firstBias + head, delta, overwriting ? 1 : 0)
  }

  private func derive(_ block: LaneBlock, segment: Int, head: Int, start: Int, count: Int) {
    let (z, y, weights) = (outputs.base + start, targets(of: block, from: start, count), block.weights(from: start))
    let scale = block.scales.base[segment]
    switch losses[head] {
    case .squaredError: kindred_squared_error_derivatives(z, y, weights, count, scale, derivatives.base + start)
    case .crossEntropy: kindred_cross_entropy_derivatives(z, y, weights, count, scale, derivatives.base + start)
    }
  }
}
