internal import CKernels

/// y = ReLU(x w + b) where x is sparse 0/1, and back: sums of weight rows instead of products.
///
/// The first layer of an encoder. O(ones outputs) forward; backwards a 64-bit mask a feature says which lanes have it.
final class SparseLayer {
  private let inputs: InputRows
  private var place = ParameterLayer(name: "", inputs: 0, outputs: 1, start: 0)
  let masks = AlignedBuffer<UInt64>()
  private let isActive = AlignedBuffer<UInt8>()
  /// The features that some row has, `activeCount` of them, ascending: the others' weights never change.
  private let active = AlignedBuffer<Int32>()
  @exclusivity(unchecked) private var activeCount = 0

  /// - Parameter inputs: the rows that batches will be made of, whatever they hold when `configure` is called.
  init(inputs: InputRows) { self.inputs = inputs }

  /// Takes the layer's place in the flat parameters, and finds the features that the rows have.
  func configure(_ place: ParameterLayer) {
    self.place = place
    masks.resize(inputs.features)
    isActive.resize(masks.count)
    active.resize(masks.count)
    for k in 0..<inputs.indices.count { isActive.base[Int(inputs.indices.base[k])] = 1 }
    activeCount = 0
    for feature in 0..<masks.count where isActive.base[feature] != 0 {
      active.base[activeCount] = Int32(feature)
      activeCount += 1
    }
  }

  /// Writes y of the numbered rows.
  func forward(_ rows: UnsafePointer<Int32>, parameters: FloatBuffer, into y: Lanes) {
    kindred_sparse_forward(
      rows, inputs.starts.base, inputs.indices.base, parameters.base + place.weights.lowerBound,
      parameters.base + place.biases.lowerBound, y.base, y.count, place.stride)
  }

  /// The layer's part of the gradient, overwritten or added to.
  ///
  /// - Parameter delta: the derivatives before ReLU.
  func gradient(_ rows: UnsafePointer<Int32>, delta: Lanes, into gradient: FloatBuffer, accumulate: Bool) {
    biasGradient(delta, into: gradient, accumulate: accumulate)
    for first in stride(from: 0, to: max(delta.count, 1), by: 64) {
      findFeatures(of: rows + first, count: min(64, delta.count - first))
      kindred_sparse_gradient(
        masks.base, delta.base + first * place.stride, gradient.base + place.weights.lowerBound, place.inputs,
        place.stride, accumulate || first > 0 ? 1 : 0)
    }
  }

  func biasGradient(_ delta: Lanes, into gradient: FloatBuffer, accumulate: Bool) {
    kindred_column_sums(
      delta.base, gradient.base + place.biases.lowerBound, delta.count, place.stride, accumulate ? 1 : 0)
  }

  /// The gradient of the weights and Adam's step on them feature by feature, without a gradient buffer; at most 64 lanes.
  func stepWeights(_ rows: UnsafePointer<Int32>, delta: Lanes, parameters: FloatBuffer, optimiser: Adam) {
    let start = place.weights.lowerBound
    findFeatures(of: rows, count: delta.count)
    kindred_sparse_adam(
      masks.base, delta.base, active.base, activeCount, parameters.base + start, optimiser.firstMoment.base + start,
      optimiser.secondMoment.base + start, place.stride, optimiser.stepSize)
  }

  /// Writes how many ones each two of the numbered rows share, (count, count); at most 64 rows.
  func overlaps(_ rows: UnsafePointer<Int32>, count: Int, into overlaps: FloatBuffer) {
    findFeatures(of: rows, count: count)
    kindred_sparse_overlaps(rows, inputs.starts.base, inputs.indices.base, masks.base, overlaps.base, count)
  }

  private func findFeatures(of rows: UnsafePointer<Int32>, count: Int) {
    kindred_sparse_masks(rows, inputs.starts.base, inputs.indices.base, masks.base, count)
  }
}
