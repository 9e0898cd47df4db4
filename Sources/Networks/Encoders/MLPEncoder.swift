public import LinearAlgebra
public import Panels

/// A stack of dense ReLU layers; the first sums weight rows where the inputs are sparse 0/1.
///
/// Activations are (lanes, stride): a lane is a row of the batch, neurons are the vector lanes, padded to 16. Work a row is
/// O(parameters), or O(ones * first width + rest) with sparse inputs. All buffers are kept from batch to batch.
public final class MLPEncoder: Encoder {
  /// Neurons of the last layer; 0 before `configure`.
  public private(set) var width = 0
  @exclusivity(unchecked) public private(set) var stride = 0
  @exclusivity(unchecked) public private(set) var layers: [ParameterLayer] = []
  /// Weights and biases, layer after layer as `layers` says; empty before `configure`.
  public let parameters = FloatBuffer()
  @exclusivity(unchecked) public private(set) var representation = FloatBuffer()

  let inputs = InputRows()
  let sparseLayer: SparseLayer
  @exclusivity(unchecked) private(set) var lanes = 0
  let rows = AlignedBuffer<Int32>()
  @exclusivity(unchecked) public var dropout: Dropout?
  /// What the last forward pass dropped.
  @exclusivity(unchecked) private(set) var dropped: Dropout?
  /// The panel's number of each row.
  private let identities = AlignedBuffer<Int32>()
  /// ReLU outputs and the gradients of what came before ReLU, a buffer a layer.
  private(set) var activations: [FloatBuffer] = []
  private var deltas: [FloatBuffer] = []
  /// Weights (outputs, padded inputs) of every layer but the first, refreshed when they are stale.
  private(set) var transposed: [FloatBuffer] = []
  @exclusivity(unchecked) private var transposedIsStale = true
  /// Each layer and its buffers: the loops over layers read this and touch no array of objects.
  private let stack = AlignedBuffer<StackedLayer>()

  /// An encoder without a shape; `configure` gives it one.
  public init() { sparseLayer = SparseLayer(inputs: inputs) }

  /// Copies the rows' features and makes a layer of each of `settings.widths`; traps without a layer or with an empty
  /// one.
  public func configure(inputs: PanelInputs, rows: [Int], settings: EncoderSettings) {
    let widths = settings.widths
    precondition(!widths.isEmpty && widths.allSatisfy { $0 > 0 }, "a trunk has at least one layer, each with a neuron")
    self.inputs.load(inputs.features, rows: rows)
    identities.resize(rows.count)
    for (number, row) in rows.enumerated() { identities.base[number] = Int32(truncatingIfNeeded: row) }
    dropout = nil
    dropped = nil
    layers = ParameterLayer.stack("trunk", inputs: inputs.features.columns, widths: widths)
    width = widths[widths.count - 1]
    stride = layers[layers.count - 1].stride
    parameters.resize(layers[layers.count - 1].range.upperBound)
    while activations.count < layers.count {
      activations.append(FloatBuffer())
      deltas.append(FloatBuffer())
      transposed.append(FloatBuffer())
    }
    for k in layers.indices.dropFirst() { transposed[k].resize(DenseLayer(layers[k]).transposedCount) }
    reserve(lanes: LaneBlock.capacity)
    if self.inputs.isSparse { sparseLayer.configure(layers[0]) }
    transposedIsStale = true
  }

  private func reserve(lanes: Int) {
    rows.resize(lanes)
    stack.resize(layers.count)
    for (k, layer) in layers.enumerated() {
      activations[k].resize(lanes * layer.stride)
      deltas[k].resize(lanes * layer.stride)
      stack.base[k] = StackedLayer(
        layer: DenseLayer(layer), activations: activations[k].base, separateDeltas: deltas[k].base,
        transposed: transposed[k].base)
    }
    representation = activations[layers.count - 1]
  }

  /// Draws weights by Glorot & Bengio 2010, uniform, a stream a layer; biases become 0.
  public func initialise(from stream: RandomStream) {
    parameters.clear()
    for (k, layer) in layers.enumerated() { parameters.fillGlorotUniform(layer, from: stream.split("layer", k)) }
    parametersChanged()
  }

  /// Marks the transposed weights that `backward` reads as stale; O(1).
  public func parametersChanged() { transposedIsStale = true }

  /// Computes the activations of all layers; traps where a row is out of range.
  public func forward(_ rows: UnsafeBufferPointer<Int32>) {
    if rows.count * stride > representation.count { reserve(lanes: rows.count) }
    lanes = rows.count
    dropped = dropout
    guard lanes > 0 else { return }
    self.rows.base.update(from: rows.baseAddress!, count: lanes)
    precondition(rows.reduce(0) { $0 | UInt32(bitPattern: $1) } <= Int32.max, "row out of range")
    precondition(rows.reduce(0, max) < inputs.count, "row out of range")
    let first = stack.base[0]
    if inputs.isSparse {
      sparseLayer.forward(self.rows.base, parameters: parameters, into: first.outputs(lanes))
    } else {
      first.layer.forward(denseInputs, parameters: parameters, into: first.outputs(lanes))
    }
    drop(layer: 0)
    for k in 1..<max(stack.count, 1) {
      let (above, below) = (stack.base[k], stack.base[k - 1])
      above.layer.forward(below.outputs(lanes), parameters: parameters, into: above.outputs(lanes))
      drop(layer: k)
    }
  }

  private func drop(layer: Int) {
    dropped?.apply(layer: layer, to: stack.base[layer].outputs(lanes), rows: rows, identities: identities)
  }

  private var denseInputs: Lanes {
    Lanes(base: inputs.values.base, rows: rows.base, stride: inputs.stride, count: lanes)
  }

  /// Backpropagates; leaves the activations as they are.
  public func backward(_ delta: FloatBuffer, into gradient: FloatBuffer, accumulate: Bool) {
    backward(delta, into: gradient, accumulate: accumulate, inPlace: false)
  }

  /// Backpropagates over the activations in place, and fuses the step of the first layer's weights with their
  /// gradient where inputs are sparse and a batch is at most 64 rows.
  public func backwardOnce(_ delta: FloatBuffer, gradient: FloatBuffer, accumulate: Bool, optimiser: Adam?) {
    if let optimiser, inputs.isSparse && !accumulate && lanes <= 64 {
      backwardAndStepSparse(delta, gradient: gradient, optimiser: optimiser)
    } else {
      backward(delta, into: gradient, accumulate: accumulate, inPlace: true)
      optimiser?.step(parameters, gradient: gradient)
    }
    if optimiser != nil { parametersChanged() }
  }

  private func backward(_ delta: FloatBuffer, into gradient: FloatBuffer, accumulate: Bool, inPlace: Bool) {
    precondition(gradient.count == parameters.count, "a gradient is as long as the parameters")
    backwardAboveFirst(delta, into: gradient, accumulate: accumulate, inPlace: inPlace)
    let first = stack.base[0]
    let deltas = first.deltas(lanes, inPlace: inPlace)
    if inputs.isSparse {
      sparseLayer.gradient(rows.base, delta: deltas, into: gradient, accumulate: accumulate)
    } else {
      first.layer.gradient(denseInputs, delta: deltas, into: gradient, accumulate: accumulate)
    }
  }

  /// The first layer's weights are updated feature by feature, without a gradient buffer.
  private func backwardAndStepSparse(_ delta: FloatBuffer, gradient: FloatBuffer, optimiser: Adam) {
    backwardAboveFirst(delta, into: gradient, accumulate: false, inPlace: true)
    let deltas = stack.base[0].deltas(lanes, inPlace: true)
    sparseLayer.biasGradient(deltas, into: gradient, accumulate: false)
    optimiser.advance()
    optimiser.update(parameters, gradient: gradient, range: stack.base[0].layer.biases..<parameters.count)
    sparseLayer.stepWeights(rows.base, delta: deltas, parameters: parameters, optimiser: optimiser)
  }

  /// Gradients of all layers but the first, and the first one's delta. In place, deltas take the activations' places as
  /// soon as these are no longer needed, which leaves more of the first-level cache to the rest.
  private func backwardAboveFirst(_ delta: FloatBuffer, into gradient: FloatBuffer, accumulate: Bool, inPlace: Bool) {
    precondition(delta.count >= lanes * stride, "dL/dz is (lanes, stride)")
    refreshTransposed()
    let top = stack.base[stack.count - 1]
    top.layer.gate(
      Lanes(base: delta.base, stride: stride, count: lanes), by: top.outputs(lanes),
      into: top.deltas(lanes, inPlace: inPlace))
    dropped?.scaleDeltas(top.deltas(lanes, inPlace: inPlace))
    for k in (1..<max(stack.count, 1)).reversed() {
      let (above, below) = (stack.base[k], stack.base[k - 1])
      let deltas = above.deltas(lanes, inPlace: inPlace)
      above.layer.gradient(below.outputs(lanes), delta: deltas, into: gradient, accumulate: accumulate)
      above.layer.inputDelta(
        deltas, transposed: above.transposed, gatedBy: below.outputs(lanes),
        into: below.deltas(lanes, inPlace: inPlace))
      dropped?.scaleDeltas(below.deltas(lanes, inPlace: inPlace))
    }
  }

  func refreshTransposed() {
    guard transposedIsStale else { return }
    for k in 1..<max(stack.count, 1) {
      let above = stack.base[k]
      above.layer.transpose(parameters, into: above.transposed)
    }
    transposedIsStale = false
  }
}

/// A layer of a stack and its own buffers.
private struct StackedLayer: BitwiseCopyable {
  let layer: DenseLayer
  /// (lanes, stride)
  let activations: UnsafeMutablePointer<Float>
  /// (lanes, stride)
  let separateDeltas: UnsafeMutablePointer<Float>
  /// (outputs, stride of the layer below)
  let transposed: UnsafeMutablePointer<Float>

  func outputs(_ lanes: Int) -> Lanes { Lanes(base: activations, stride: layer.stride, count: lanes) }

  func deltas(_ lanes: Int, inPlace: Bool) -> Lanes {
    Lanes(base: inPlace ? activations : separateDeltas, stride: layer.stride, count: lanes)
  }
}
