internal import CKernels
internal import LinearAlgebra

/// Buffers of `addGradientProducts`, kept from batch to batch.
final class ProductBuffers {
  /// (tasks, lanes, stride): what came before ReLU in the layer at hand, and in the one below.
  var current = FloatBuffer()
  var below = FloatBuffer()
  /// (tasks, lanes, stride): `current` times the inner products of the lanes.
  let image = FloatBuffer()
  /// (lanes, lanes): inner products of the lanes' inputs to the layer, 1 added for the bias.
  let lanes = FloatBuffer()
  let unusedBias = FloatBuffer()
  /// The lanes' dense inputs to the first layer: (lanes, features padded to 16).
  let inputs = FloatBuffer()
  let products = FloatBuffer()

  func reserve(tasks: Int, lanes laneCount: Int, stride: Int) {
    let size = tasks * laneCount * stride
    for buffer in [current, below, image] where buffer.count < size { buffer.resize(size) }
    if lanes.count < laneCount * laneCount { lanes.resize(laneCount * laneCount) }
    if unusedBias.count < stride { unusedBias.resize(stride) }
    if products.count < tasks * tasks { products.resize(tasks * tasks) }
  }
}

/// An encoder that can tell the inner products of gradients without forming any.
protocol GradientProductEncoder: Encoder {
  /// Adds the inner products of several tasks' gradients on the last forward pass of at most one block.
  ///
  /// - Parameters:
  ///   - deltas: (tasks, lanes, stride), each task's dL/dz.
  ///   - sums: a (tasks, tasks) matrix a layer.
  func addGradientProducts(_ deltas: FloatBuffer, tasks: Int, buffers: ProductBuffers, to sums: inout [Matrix<Double>])
}

extension MLPEncoder: GradientProductEncoder {
  /// With a layer's inputs X (lanes, inputs) and a task's delta D_i (lanes, outputs), its gradient is X^T D_i, and the
  /// inner product of two of them is <D_i, X X^T D_j>. With at most 64 lanes that costs O(K lanes^2 outputs) where forming
  /// and multiplying the gradients costs O((K lanes + K^2) inputs outputs).
  func addGradientProducts(_ deltas: FloatBuffer, tasks: Int, buffers: ProductBuffers, to sums: inout [Matrix<Double>])
  {
    precondition(lanes <= LaneBlock.capacity, "one block at a time")
    refreshTransposed()
    buffers.reserve(tasks: tasks, lanes: lanes, stride: layers.map(\.stride).max() ?? 0)
    let top = layers.count - 1
    for task in 0..<tasks {
      let start = task * lanes * stride
      kindred_relu_gate(deltas.base + start, activations[top].base, buffers.current.base + start, lanes * stride)
    }
    if let dropped { kindred_scale(buffers.current.base, tasks * lanes * stride, dropped.scale) }
    for index in layers.indices.reversed() {
      addProducts(layer: index, tasks: tasks, buffers: buffers, to: &sums[index])
      guard index > 0 else { break }
      let (layer, below) = (layers[index], layers[index - 1])
      for task in 0..<tasks {
        kindred_dense_delta(
          buffers.current.base + task * lanes * layer.stride, layer.stride, transposed[index].base,
          activations[index - 1].base, buffers.below.base + task * lanes * below.stride, lanes, layer.outputs,
          below.stride)
      }
      if let dropped { kindred_scale(buffers.below.base, tasks * lanes * below.stride, dropped.scale) }
      swap(&buffers.current, &buffers.below)
    }
  }

  private func addProducts(layer index: Int, tasks: Int, buffers: ProductBuffers, to sum: inout Matrix<Double>) {
    multiplyLanes(layer: index, buffers: buffers)
    for k in 0..<(lanes * lanes) { buffers.lanes.base[k] += 1 }
    let neurons = layers[index].stride
    let size = lanes * neurons
    for task in 0..<tasks {
      kindred_dense_gradient(
        buffers.lanes.base, lanes, nil, buffers.current.base + task * size, buffers.image.base + task * size,
        buffers.unusedBias.base, lanes, lanes, neurons, 0)
    }
    multiplyRows(
      buffers.current.base, rows: tasks, buffers.image.base, otherRows: tasks, length: size, stride: size,
      into: buffers.products.base)
    for i in 0..<tasks {
      for j in 0..<tasks {
        let both = buffers.products.base[i * tasks + j] + buffers.products.base[j * tasks + i]
        sum.elements[i * tasks + j] += Double(both) / 2
      }
    }
  }

  /// The inner products of the lanes' inputs to a layer: (lanes, lanes).
  private func multiplyLanes(layer index: Int, buffers: ProductBuffers) {
    let products = buffers.lanes
    if index > 0 {
      let below = layers[index - 1]
      let inputs = activations[index - 1].base
      multiplyRows(
        inputs, rows: lanes, inputs, otherRows: lanes, length: below.outputs, stride: below.stride, into: products.base)
    } else if inputs.isSparse {
      sparseLayer.overlaps(rows.base, count: lanes, into: products)
    } else {
      let gathered = buffers.inputs
      if gathered.count < lanes * inputs.stride { gathered.resize(lanes * inputs.stride) }
      kindred_gather_rows(inputs.values.base, inputs.stride, rows.base, lanes, gathered.base)
      multiplyRows(
        gathered.base, rows: lanes, gathered.base, otherRows: lanes, length: inputs.features, stride: inputs.stride,
        into: products.base)
    }
  }
}
