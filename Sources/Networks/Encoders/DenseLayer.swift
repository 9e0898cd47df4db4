internal import CKernels

/// y = ReLU(x w + b) on the lanes of a batch, and back: weights and biases lie in an encoder's flat parameters.
///
/// Keeps nothing: whoever stacks layers owns the activations. O(lanes inputs outputs) each way.
public struct DenseLayer: BitwiseCopyable, Sendable {
  /// Numbers in x.
  public let inputs: Int
  /// Numbers in y.
  public let outputs: Int
  /// Floats from one lane of y to the next.
  public let stride: Int
  let weights: Int
  let biases: Int

  /// The layer whose weights and biases lie at a place of the flat parameters.
  public init(_ place: ParameterLayer) {
    inputs = place.inputs
    outputs = place.outputs
    stride = place.stride
    weights = place.weights.lowerBound
    biases = place.biases.lowerBound
  }

  /// Writes y, whose stride is the layer's, of every lane of x.
  public func forward(_ x: Lanes, parameters: FloatBuffer, into y: Lanes) {
    kindred_dense_forward(
      x.base, x.stride, x.rows, parameters.base + weights, parameters.base + biases, y.base, x.count, inputs, stride)
  }

  /// The layer's part of the gradient, overwritten or added to.
  ///
  /// - Parameters:
  ///   - x: what the forward pass read.
  ///   - delta: the derivatives before ReLU, as `gate` gives them.
  ///   - gradient: of all layers.
  ///   - accumulate: whether to add.
  public func gradient(_ x: Lanes, delta: Lanes, into gradient: FloatBuffer, accumulate: Bool) {
    kindred_dense_gradient(
      x.base, x.stride, x.rows, delta.base, gradient.base + weights, gradient.base + biases, x.count, inputs, stride,
      accumulate ? 1 : 0)
  }

  /// Derivatives before ReLU from those of y: `delta` where y > 0, else 0. `gated` may be y itself.
  public func gate(_ delta: Lanes, by y: Lanes, into gated: Lanes) {
    kindred_relu_gate(delta.base, y.base, gated.base, y.count * stride)
  }

  /// Derivatives before the ReLU of the layer below, whose outputs x are: delta w^T where x > 0, else 0.
  ///
  /// - Parameters:
  ///   - delta: the derivatives before this layer's ReLU.
  ///   - transposed: the weights, as `transpose` gives them.
  ///   - x: what the forward pass read.
  ///   - below: as wide as x, and may be x itself.
  public func inputDelta(_ delta: Lanes, transposed: FloatBuffer, gatedBy x: Lanes, into below: Lanes) {
    inputDelta(delta, transposed: UnsafePointer(transposed.base), gatedBy: x, into: below)
  }

  func inputDelta(_ delta: Lanes, transposed: UnsafePointer<Float>, gatedBy x: Lanes, into below: Lanes) {
    kindred_dense_delta(delta.base, stride, transposed, x.base, below.base, delta.count, outputs, x.stride)
  }

  /// Floats that the transposed weights take: (stride, stride of the layer below).
  public var transposedCount: Int { stride * padded(inputs) }

  /// Writes the weights as (outputs, inputs), each row padded to a multiple of 16.
  public func transpose(_ parameters: FloatBuffer, into transposed: FloatBuffer) {
    precondition(transposed.count >= transposedCount, "no room for the transposed weights")
    transpose(parameters, into: transposed.base)
  }

  func transpose(_ parameters: FloatBuffer, into transposed: UnsafeMutablePointer<Float>) {
    kindred_transpose(parameters.base + weights, stride, transposed, padded(inputs), inputs, outputs)
  }
}
