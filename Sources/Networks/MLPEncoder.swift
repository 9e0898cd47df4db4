internal import CKernels
public import LinearAlgebra

/// A stack of dense ReLU layers; the first sums weight rows where the inputs are sparse 0/1.
///
/// Activations are (lanes, stride): a lane is a row of the batch, neurons are the vector lanes, padded to 16. Work a row is
/// O(parameters), or O(ones * first width + rest) with sparse inputs. All buffers are kept from batch to batch.
public final class MLPEncoder: Encoder {
  public private(set) var width = 0
  public private(set) var stride = 0
  public private(set) var layers: [ParameterLayer] = []
  public let parameters = FloatBuffer()
  public var representation: FloatBuffer { activations[layers.count - 1] }

  let inputs = InputRows()
  private(set) var lanes = 0
  let rows = AlignedBuffer<Int32>()
  /// The dense inputs of the batch: (lanes, features padded to 16).
  let gathered = FloatBuffer()
  /// ReLU outputs and the gradients of what came before ReLU, a buffer a layer.
  private(set) var activations: [FloatBuffer] = []
  private var deltas: [FloatBuffer] = []
  /// Weights (outputs, padded inputs) of every layer but the first, refreshed when they are stale.
  private(set) var transposed: [FloatBuffer] = []
  private var transposedIsStale = true
  let masks = AlignedBuffer<UInt64>()
  private let isActive = AlignedBuffer<UInt8>()
  /// The features that some row has, `activeCount` of them, ascending.
  private let active = AlignedBuffer<Int32>()
  private var activeCount = 0

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
    if !inputs.isSparse { gathered.resize(lanes * inputs.stride) }
    for (k, layer) in layers.enumerated() {
      activations[k].resize(lanes * layer.stride)
      deltas[k].resize(lanes * layer.stride)
    }
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
    if rows.count * stride > activations[layers.count - 1].count { reserve(lanes: rows.count) }
    lanes = rows.count
    for (k, row) in rows.enumerated() {
      precondition(row >= 0 && Int(row) < inputs.count, "row out of range")
      self.rows.base[k] = row
    }
    if inputs.isSparse { forwardSparse() } else { forwardDense() }
    for k in layers.indices.dropFirst() {
      forward(layer: k, inputs: activations[k - 1].base, inputStride: layers[k - 1].stride)
    }
  }

  private func forwardDense() {
    kindred_gather_rows(inputs.values.base, inputs.stride, rows.base, lanes, gathered.base)
    forward(layer: 0, inputs: gathered.base, inputStride: inputs.stride)
  }

  private func forwardSparse() {
    let layer = layers[0]
    kindred_sparse_forward(
      rows.base, inputs.starts.base, inputs.indices.base, parameters.base, parameters.base + layer.biases.lowerBound,
      activations[0].base, lanes, layer.stride)
  }

  private func forward(layer index: Int, inputs: UnsafePointer<Float>, inputStride: Int) {
    let layer = layers[index]
    kindred_dense_forward(
      inputs, inputStride, parameters.base + layer.weights.lowerBound, parameters.base + layer.biases.lowerBound,
      activations[index].base, lanes, layer.inputs, layer.stride)
  }

  public func backward(_ delta: FloatBuffer, into gradient: FloatBuffer, accumulate: Bool) {
    precondition(gradient.count == parameters.count, "a gradient is as long as the parameters")
    backwardAboveFirst(delta, into: gradient, accumulate: accumulate)
    if inputs.isSparse {
      backwardSparse(into: gradient, accumulate: accumulate)
    } else {
      backward(
        layer: 0, inputs: gathered.base, inputStride: inputs.stride, into: gradient, accumulate: accumulate)
    }
  }

  public func backwardAndStep(_ delta: FloatBuffer, gradient: FloatBuffer, accumulate: Bool, optimiser: Adam) {
    guard inputs.isSparse && !accumulate && lanes <= 64 else {
      backward(delta, into: gradient, accumulate: accumulate)
      optimiser.step(parameters, gradient: gradient)
      parametersChanged()
      return
    }
    let layer = layers[0]
    backwardAboveFirst(delta, into: gradient, accumulate: false)
    kindred_column_sums(deltas[0].base, gradient.base + layer.biases.lowerBound, lanes, layer.stride, 0)
    optimiser.advance()
    optimiser.update(parameters, gradient: gradient, range: layer.biases.lowerBound..<parameters.count)
    kindred_sparse_masks(rows.base, inputs.starts.base, inputs.indices.base, masks.base, lanes)
    kindred_sparse_adam(
      masks.base, deltas[0].base, active.base, activeCount, parameters.base, optimiser.firstMoment.base,
      optimiser.secondMoment.base, layer.stride, optimiser.stepSize)
    parametersChanged()
  }

  /// Gradients of all layers but the first, and the first one's delta.
  private func backwardAboveFirst(_ delta: FloatBuffer, into gradient: FloatBuffer, accumulate: Bool) {
    precondition(delta.count >= lanes * stride, "dL/dz is (lanes, stride)")
    refreshTransposed()
    let top = layers.count - 1
    kindred_relu_gate(delta.base, activations[top].base, deltas[top].base, lanes * stride)
    for k in layers.indices.dropFirst().reversed() {
      let below = layers[k - 1]
      backward(
        layer: k, inputs: activations[k - 1].base, inputStride: below.stride, into: gradient, accumulate: accumulate)
      kindred_dense_delta(
        deltas[k].base, layers[k].stride, transposed[k].base, activations[k - 1].base, deltas[k - 1].base, lanes,
        layers[k].outputs, below.stride)
    }
  }

  private func backward(
    layer index: Int, inputs: UnsafePointer<Float>, inputStride: Int, into gradient: FloatBuffer, accumulate: Bool
  ) {
    let layer = layers[index]
    kindred_dense_gradient(
      inputs, inputStride, deltas[index].base, gradient.base + layer.weights.lowerBound,
      gradient.base + layer.biases.lowerBound, lanes, layer.inputs, layer.stride, accumulate ? 1 : 0)
  }

  private func backwardSparse(into gradient: FloatBuffer, accumulate: Bool) {
    let layer = layers[0]
    kindred_column_sums(
      deltas[0].base, gradient.base + layer.biases.lowerBound, lanes, layer.stride, accumulate ? 1 : 0)
    for first in Swift.stride(from: 0, to: max(lanes, 1), by: 64) {
      let count = min(64, lanes - first)
      kindred_sparse_masks(rows.base + first, inputs.starts.base, inputs.indices.base, masks.base, count)
      kindred_sparse_gradient(
        masks.base, deltas[0].base + first * layer.stride, gradient.base, layer.inputs, layer.stride,
        accumulate || first > 0 ? 1 : 0)
    }
  }

  func refreshTransposed() {
    guard transposedIsStale else { return }
    for k in layers.indices.dropFirst() {
      kindred_transpose(
        parameters.base + layers[k].weights.lowerBound, layers[k].stride, transposed[k].base, layers[k - 1].stride,
        layers[k].inputs, layers[k].outputs)
    }
    transposedIsStale = false
  }
}
