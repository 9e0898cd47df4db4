internal import CKernels
public import LinearAlgebra

/// A stack of dense ReLU layers; the first sums weight rows where the inputs are sparse 0/1.
///
/// Activations are (lanes, stride): a lane is a row of the batch, neurons are the vector lanes, padded to 16. Work a row is
/// O(parameters), or O(ones * first width + rest) with sparse inputs. All buffers are kept from batch to batch.
public final class MLPEncoder: Encoder {
  public private(set) var width = 0
  @exclusivity(unchecked) public private(set) var stride = 0
  @exclusivity(unchecked) public private(set) var layers: [ParameterLayer] = []
  public let parameters = FloatBuffer()
  @exclusivity(unchecked) public private(set) var representation = FloatBuffer()

  let inputs = InputRows()
  @exclusivity(unchecked) private(set) var lanes = 0
  let rows = AlignedBuffer<Int32>()
  /// ReLU outputs and the gradients of what came before ReLU, a buffer a layer.
  private(set) var activations: [FloatBuffer] = []
  private var deltas: [FloatBuffer] = []
  /// Weights (outputs, padded inputs) of every layer but the first, refreshed when they are stale.
  private(set) var transposed: [FloatBuffer] = []
  @exclusivity(unchecked) private var transposedIsStale = true
  /// Where everything of each layer lies: the loops over layers read this and touch no array of objects.
  private let places = AlignedBuffer<LayerPlace>()
  let masks = AlignedBuffer<UInt64>()
  private let isActive = AlignedBuffer<UInt8>()
  /// The features that some row has, `activeCount` of them, ascending.
  private let active = AlignedBuffer<Int32>()
  @exclusivity(unchecked) private var activeCount = 0

  public init() {}

  public func configure(features: Features, rows: [Int], trunk: [Int]) {
    precondition(!trunk.isEmpty && trunk.allSatisfy { $0 > 0 }, "a trunk has at least one layer, each with a neuron")
    inputs.load(features, rows: rows)
    layers = []
    var start = 0
    for (k, outputs) in trunk.enumerated() {
      let layer = ParameterLayer(
        name: "trunk\(k + 1)", inputs: k == 0 ? features.columns : trunk[k - 1], outputs: outputs, start: start)
      layers.append(layer)
      start = layer.range.upperBound
    }
    width = trunk[trunk.count - 1]
    stride = padded(width)
    parameters.resize(start)
    while activations.count < trunk.count {
      activations.append(FloatBuffer())
      deltas.append(FloatBuffer())
      transposed.append(FloatBuffer())
    }
    for k in layers.indices.dropFirst() { transposed[k].resize(layers[k].stride * layers[k - 1].stride) }
    masks.resize(inputs.isSparse ? features.columns : 0)
    reserve(lanes: LaneBlock.capacity)
    findActiveFeatures()
    transposedIsStale = true
  }

  private func reserve(lanes: Int) {
    rows.resize(lanes)
    places.resize(layers.count)
    for (k, layer) in layers.enumerated() {
      activations[k].resize(lanes * layer.stride)
      deltas[k].resize(lanes * layer.stride)
      places.base[k] = LayerPlace(
        inputs: layer.inputs, outputs: layer.outputs, stride: layer.stride, weights: layer.weights.lowerBound,
        biases: layer.biases.lowerBound, activations: activations[k].base, separateDeltas: deltas[k].base,
        transposed: transposed[k].base)
    }
    representation = activations[layers.count - 1]
  }

  /// Features that some row has; the others' weights never change.
  private func findActiveFeatures() {
    isActive.resize(masks.count)
    active.resize(masks.count)
    guard inputs.isSparse else { return }
    for k in 0..<inputs.indices.count { isActive.base[Int(inputs.indices.base[k])] = 1 }
    var found = 0
    for feature in 0..<masks.count where isActive.base[feature] != 0 {
      active.base[found] = Int32(feature)
      found += 1
    }
    activeCount = found
  }

  public func initialise(from stream: RandomStream) {
    parameters.clear()
    for (k, layer) in layers.enumerated() {
      parameters.fillGlorotUniform(
        start: layer.weights.lowerBound, inputs: layer.inputs, outputs: layer.outputs, stride: layer.stride,
        from: stream.split("layer", k))
    }
    parametersChanged()
  }

  public func parametersChanged() { transposedIsStale = true }

  public func forward(_ rows: UnsafeBufferPointer<Int32>) {
    if rows.count * stride > representation.count { reserve(lanes: rows.count) }
    lanes = rows.count
    guard lanes > 0 else { return }
    self.rows.base.update(from: rows.baseAddress!, count: lanes)
    precondition(rows.reduce(0) { $0 | UInt32(bitPattern: $1) } <= Int32.max, "row out of range")
    precondition(rows.reduce(0, max) < inputs.count, "row out of range")
    forwardFirst()
    for k in 1..<max(places.count, 1) {
      let (layer, below) = (places.base[k], places.base[k - 1])
      kindred_dense_forward(
        below.activations, below.stride, nil, parameters.base + layer.weights, parameters.base + layer.biases,
        layer.activations, lanes, layer.inputs, layer.stride)
    }
  }

  private func forwardFirst() {
    let first = places.base[0]
    let (weights, biases) = (parameters.base + first.weights, parameters.base + first.biases)
    if inputs.isSparse {
      kindred_sparse_forward(
        rows.base, inputs.starts.base, inputs.indices.base, weights, biases, first.activations, lanes, first.stride)
    } else {
      kindred_dense_forward(
        inputs.values.base, inputs.stride, rows.base, weights, biases, first.activations, lanes, first.inputs,
        first.stride)
    }
  }

  public func backward(_ delta: FloatBuffer, into gradient: FloatBuffer, accumulate: Bool) {
    backward(delta, into: gradient, accumulate: accumulate, inPlace: false)
  }

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
    let first = places.base[0]
    let deltas = first.deltas(inPlace: inPlace)
    if inputs.isSparse {
      backwardSparse(deltas, into: gradient, accumulate: accumulate)
    } else {
      kindred_dense_gradient(
        inputs.values.base, inputs.stride, rows.base, deltas, gradient.base + first.weights,
        gradient.base + first.biases, lanes, first.inputs, first.stride, accumulate ? 1 : 0)
    }
  }

  /// The first layer's weights are updated feature by feature, without a gradient buffer.
  private func backwardAndStepSparse(_ delta: FloatBuffer, gradient: FloatBuffer, optimiser: Adam) {
    backwardAboveFirst(delta, into: gradient, accumulate: false, inPlace: true)
    let layer = places.base[0]
    let deltas = layer.deltas(inPlace: true)
    kindred_column_sums(deltas, gradient.base + layer.biases, lanes, layer.stride, 0)
    optimiser.advance()
    optimiser.update(parameters, gradient: gradient, range: layer.biases..<parameters.count)
    kindred_sparse_masks(rows.base, inputs.starts.base, inputs.indices.base, masks.base, lanes)
    kindred_sparse_adam(
      masks.base, deltas, active.base, activeCount, parameters.base, optimiser.firstMoment.base,
      optimiser.secondMoment.base, layer.stride, optimiser.stepSize)
  }

  /// Gradients of all layers but the first, and the first one's delta. In place, deltas take the activations' places as
  /// soon as these are no longer needed, which leaves more of the first-level cache to the rest.
  private func backwardAboveFirst(_ delta: FloatBuffer, into gradient: FloatBuffer, accumulate: Bool, inPlace: Bool) {
    precondition(delta.count >= lanes * stride, "dL/dz is (lanes, stride)")
    refreshTransposed()
    let top = places.base[places.count - 1]
    kindred_relu_gate(delta.base, top.activations, top.deltas(inPlace: inPlace), lanes * stride)
    for k in (1..<max(places.count, 1)).reversed() {
      let (layer, below) = (places.base[k], places.base[k - 1])
      let deltas = layer.deltas(inPlace: inPlace)
      kindred_dense_gradient(
        below.activations, below.stride, nil, deltas, gradient.base + layer.weights, gradient.base + layer.biases,
        lanes, layer.inputs, layer.stride, accumulate ? 1 : 0)
      kindred_dense_delta(
        deltas, layer.stride, layer.transposed, below.activations, below.deltas(inPlace: inPlace), lanes,
        layer.outputs, below.stride)
    }
  }

  private func backwardSparse(_ deltas: UnsafePointer<Float>, into gradient: FloatBuffer, accumulate: Bool) {
    let layer = places.base[0]
    kindred_column_sums(deltas, gradient.base + layer.biases, lanes, layer.stride, accumulate ? 1 : 0)
    for first in Swift.stride(from: 0, to: max(lanes, 1), by: 64) {
      let count = min(64, lanes - first)
      kindred_sparse_masks(rows.base + first, inputs.starts.base, inputs.indices.base, masks.base, count)
      kindred_sparse_gradient(
        masks.base, deltas + first * layer.stride, gradient.base, layer.inputs, layer.stride,
        accumulate || first > 0 ? 1 : 0)
    }
  }

  func refreshTransposed() {
    guard transposedIsStale else { return }
    for k in 1..<max(places.count, 1) {
      let layer = places.base[k]
      kindred_transpose(
        parameters.base + layer.weights, layer.stride, layer.transposed, places.base[k - 1].stride, layer.inputs,
        layer.outputs)
    }
    transposedIsStale = false
  }
}

/// A layer's shape, where its parameters begin in the flat buffer, and its own buffers.
private struct LayerPlace: BitwiseCopyable {
  let inputs: Int
  let outputs: Int
  let stride: Int
  let weights: Int
  let biases: Int
  /// (lanes, stride)
  let activations: UnsafeMutablePointer<Float>
  /// (lanes, stride)
  let separateDeltas: UnsafeMutablePointer<Float>
  /// (outputs, stride of the layer below)
  let transposed: UnsafeMutablePointer<Float>

  func deltas(inPlace: Bool) -> UnsafeMutablePointer<Float> { inPlace ? activations : separateDeltas }
}
