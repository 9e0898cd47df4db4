internal import LinearAlgebra
public import Networks
public import Panels

/// What every encoder must do, whatever it makes of a row; `failures()` says what one does not.
///
/// Encoders are made anew for each check, from inputs of at least 12 rows.
public struct EncoderBattery {
  let inputs: PanelInputs
  let settings: EncoderSettings
  let make: () -> any Encoder
  let stream: RandomStream
  /// What the checks at hand drop.
  private var dropout: Dropout?

  /// - Parameter seed: decides initial weights, batches and derivatives; name it with a failure.
  public init(inputs: PanelInputs, settings: EncoderSettings, seed: UInt64, make: @escaping () -> any Encoder) {
    precondition(inputs.rowCount >= 12, "the battery needs 12 rows")
    self.inputs = inputs
    self.settings = settings
    self.make = make
    stream = RandomStream(seed: seed)
  }

  /// What the encoder breaks, a sentence each; empty where it is sound.
  public func failures() -> [String] {
    var dropping = self
    dropping.dropout = Dropout(rate: 0.25, layers: settings.widths.count, epoch: 3, stream: stream)
    let failures = dropping.checkFailures() + [dropping.dropoutMatters()].compactMap { $0 }
    return checkFailures() + failures.map { "with dropout, \($0)" }
  }

  private func checkFailures() -> [String] {
    let checks: [(String, () -> String?)] = [
      ("parameters lie in layers", parametersLieInLayers), ("initial weights follow the stream", initialWeights),
      ("finite differences", finiteDifferences), ("batch mates do not matter", batchMates),
      ("the order of rows does not matter", orderOfRows), ("the same again", repeatability),
      ("gradients accumulate", accumulation), ("a step is a gradient and Adam", fusedStep),
      ("a batch without rows", zeroLanes), ("configured anew", reconfiguration),
    ]
    return checks.compactMap { name, check in check().map { "\(name): \($0)" } }
  }

  private func dropoutMatters() -> String? {
    var without = self
    without.dropout = nil
    let (whole, some) = (forward(without.ready(), batch), forward(ready(), batch))
    return whole == some ? "nothing is dropped" : nil
  }

  func ready(_ encoder: (any Encoder)? = nil, rows: [Int]? = nil, attempt: Int = 0) -> any Encoder {
    let encoder = encoder ?? make()
    encoder.configure(inputs: inputs, rows: rows ?? Array(0..<inputs.rowCount), settings: settings)
    encoder.initialise(from: stream.split("weights"))
    // Biases of 0 put a row without inputs on the edge of ReLU, where there is no slope.
    var noise = attempt == 0 ? stream.split("biases") : stream.split("biases", attempt)
    for layer in encoder.layers {
      for k in 0..<layer.outputs { encoder.parameters[layer.biases.lowerBound + k] += Float(0.1 * noise.normal()) }
    }
    encoder.parametersChanged()
    encoder.dropout = dropout
    return encoder
  }

  func forward(_ encoder: any Encoder, _ rows: [Int]) -> [[Float]] {
    rows.map(Int32.init).withUnsafeBufferPointer { encoder.forward($0) }
    return rows.indices.map { lane in
      (0..<encoder.stride).map { encoder.representation[lane * encoder.stride + $0] }
    }
  }

  /// dL/dz for a batch: a random number for each row (by its number) and output.
  func delta(_ encoder: any Encoder, _ rows: [Int]) -> FloatBuffer {
    let delta = FloatBuffer(count: max(rows.count, 1) * encoder.stride)
    for (lane, row) in rows.enumerated() {
      var draws = stream.split("delta", row)
      for k in 0..<encoder.width { delta[lane * encoder.stride + k] = Float(draws.normal()) }
    }
    return delta
  }

  func gradient(_ encoder: any Encoder, _ rows: [Int]) -> [Float] {
    _ = forward(encoder, rows)
    let gradient = FloatBuffer(count: encoder.parameters.count)
    for k in 0..<gradient.count { gradient[k] = 7 }
    encoder.backward(delta(encoder, rows), into: gradient, accumulate: false)
    return numbers(gradient)
  }

  func numbers(_ buffer: FloatBuffer) -> [Float] { (0..<buffer.count).map { buffer[$0] } }

  /// Rows of a batch, some of them twice.
  var batch: [Int] {
    var draws = stream.split("batch")
    return (0..<11).map { _ in draws.below(inputs.rowCount) }
  }

  func differ(_ a: [Float], _ b: [Float], _ tolerance: Float) -> String? {
    guard a.count == b.count else { return "\(a.count) numbers and \(b.count)" }
    let scale = max(1e-6, b.reduce(0) { max($0, abs($1)) })
    for k in a.indices where !(abs(a[k] - b[k]) <= tolerance * scale) {
      return "\(a[k]) and \(b[k]) at \(k), of at most \(scale)"
    }
    return nil
  }
}
