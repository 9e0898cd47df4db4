import LinearAlgebra
import Networks
import Panels

/// An encoder from outside, made of what is public: each row's features are summed in three buckets, which one dense
/// layer reads.
final class BucketEncoder: Encoder {
  static let name = EncoderName(rawValue: "buckets")
  static let buckets = 3

  private(set) var width = 0
  private(set) var stride = 0
  private(set) var layers: [ParameterLayer] = []
  let parameters = FloatBuffer()
  let representation = FloatBuffer()
  var dropout: Dropout?
  private var dropped: Dropout?
  private let identities = AlignedBuffer<Int32>()
  /// (rows, 16)
  private let sums = FloatBuffer()
  private let numbers = AlignedBuffer<Int32>()
  private let gated = FloatBuffer()
  private var lanes = 0

  func configure(inputs: PanelInputs, rows: [Int], settings: EncoderSettings) {
    layers = ParameterLayer.stack("bucket", inputs: Self.buckets, widths: [settings.widths.last!])
    width = layers[0].outputs
    stride = layers[0].stride
    parameters.resize(layers[0].range.upperBound)
    representation.resize(64 * stride)
    gated.resize(64 * stride)
    identities.resize(rows.count)
    for (number, row) in rows.enumerated() { identities[number] = Int32(row) }
    dropout = nil
    let dense = inputs.features.denseRows(rows)
    sums.resize(rows.count * 16)
    for row in 0..<dense.rows {
      for column in 0..<dense.columns { sums[row * 16 + column % Self.buckets] += dense[row, column] }
    }
  }

  func initialise(from stream: RandomStream) {
    parameters.clear()
    parameters.fillGlorotUniform(layers[0], from: stream)
  }

  func parametersChanged() {}

  private var batch: Lanes { Lanes(sums, stride: 16, rows: numbers, count: lanes) }
  private var outputs: Lanes { Lanes(representation, stride: stride, count: lanes) }

  func forward(_ rows: UnsafeBufferPointer<Int32>) {
    lanes = rows.count
    numbers.resize(lanes)
    for (lane, row) in rows.enumerated() { numbers[lane] = row }
    DenseLayer(layers[0]).forward(batch, parameters: parameters, into: outputs)
    dropped = dropout
    dropped?.apply(layer: 0, to: outputs, rows: numbers, identities: identities)
  }

  func backward(_ delta: FloatBuffer, into gradient: FloatBuffer, accumulate: Bool) {
    let layer = DenseLayer(layers[0])
    let deltas = Lanes(gated, stride: stride, count: lanes)
    layer.gate(Lanes(delta, stride: stride, count: lanes), by: outputs, into: deltas)
    dropped?.scaleDeltas(deltas)
    layer.gradient(batch, delta: deltas, into: gradient, accumulate: accumulate)
  }
}
