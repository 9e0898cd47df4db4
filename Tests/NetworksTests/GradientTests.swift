import LinearAlgebra
import Networks
import Testing

@Suite struct GradientTests {
  /// The twin's gradient against central differences of its loss, for every layer, head, loss, mask and weight.
  @Test(arguments: RequestShape.all.filter { $0.features <= 50 && $0.trunk[0] < 60 }, [0, 0.4])
  func plainGradientMatchesFiniteDifferences(_ shape: RequestShape, dropout: Double) {
    let dropout = dropout > 0 ? PlainDropout(rate: dropout, epoch: 2, stream: RandomStream(seed: 71)) : nil
    var plain = PlainTrainer(randomRequest(shape, seed: 7))
    // Biases of 0 put a row without ones on ReLU's edge, where there is no slope.
    var noise = RandomStream(seed: 70)
    for i in plain.network.flat.indices { plain.network.flat[i] += 0.1 * noise.normal() }
    let batch = plain.batches(epoch: 1)[0]
    let gradient = plain.network.gradient(batch, rows: plain.rows, dropout: dropout)
    func sum(_ network: PlainNetwork) -> Double { network.value(batch, rows: plain.rows, dropout: dropout) }
    var worst = 0.0
    for i in stride(from: 0, to: gradient.count, by: max(1, gradient.count / 120)) {
      var (up, down) = (plain.network, plain.network)
      up.flat[i] += 1e-6
      down.flat[i] -= 1e-6
      let slope = (sum(up) - sum(down)) / 2e-6
      worst = max(worst, abs(slope - gradient[i]) / (1 + abs(slope)))
    }
    #expect(worst < 1e-6, "\(shape)")
  }

  /// Each task's trunk gradient of the kernels against the twin's, head by head, on a training step.
  @Test(arguments: RequestShape.all, [0, 0.3])
  func taskGradientsMatchThePlainTwin(_ shape: RequestShape, dropout: Double) {
    var request = randomRequest(shape, seed: 11)
    request.settings.dropout = dropout
    let session = TrainingSession()
    session.begin(request)
    session.beginEpoch(1)
    let buffers = request.heads.map { _ in FloatBuffer() }
    let counts = session.taskGradients(step: 0, into: buffers)
    let plain = PlainTrainer(request)
    let batch = plain.batches(epoch: 1)[0]
    for head in request.heads.indices {
      #expect(counts[head] == batch.count { $0.head == head })
      let expected = plain.network.gradient(
        batch, rows: plain.rows, only: head, dropout: plain.dropout(epoch: 1))
      #expect(trunkError(buffers[head], expected, session, plain.network) < 2e-6, "\(shape), head \(head)")
    }
  }

  /// The same on all validation rows.
  @Test(arguments: RequestShape.all)
  func validationGradientsMatchThePlainTwin(_ shape: RequestShape) {
    let request = randomRequest(shape, seed: 12)
    let session = TrainingSession()
    session.begin(request)
    let buffers = request.heads.map { _ in FloatBuffer() }
    session.validationGradients(into: buffers)
    let plain = PlainTrainer(request)
    let rows = request.heads.enumerated().flatMap { PlainTrainer.entries($1.validation, head: $0) }
    for head in request.heads.indices {
      let expected = plain.network.gradient(rows, rows: plain.rows, only: head)
      #expect(trunkError(buffers[head], expected, session, plain.network) < 2e-6, "\(shape), head \(head)")
    }
  }

  /// The summed task gradients take the same step as the ordinary fused one.
  @Test(arguments: RequestShape.all)
  func applyingTheSumIsAnOrdinaryStep(_ shape: RequestShape) {
    var request = randomRequest(shape, seed: 13)
    request.settings.dropout = 0.2
    let (ordinary, custom) = (TrainingSession(), TrainingSession())
    for session in [ordinary, custom] {
      session.begin(request)
      session.beginEpoch(1)
    }
    let buffers = request.heads.map { _ in FloatBuffer() }
    for step in 0..<ordinary.stepCount {
      ordinary.train(step: step)
      custom.taskGradients(step: step, into: buffers)
      let total = FloatBuffer(count: buffers[0].count)
      for buffer in buffers { for i in 0..<total.count { total[i] += buffer[i] } }
      custom.apply(trunkGradient: total)
    }
    // Adam divides by sqrt(v): where a gradient is all rounding, so is the direction of its step.
    var squares = 0.0
    for i in 0..<ordinary.encoder.parameters.count {
      let error = Double(ordinary.encoder.parameters[i] - custom.encoder.parameters[i])
      squares += error * error
    }
    #expect((squares / Double(ordinary.encoder.parameters.count)).squareRoot() < 1e-4, "\(shape)")
  }

  /// The largest difference of trunk gradients relative to the largest element; padding must be 0.
  private func trunkError(
    _ buffer: FloatBuffer, _ expected: [Double], _ session: TrainingSession, _ network: PlainNetwork
  ) -> Double {
    let largest = expected[..<network.trunkCount].reduce(1e-3) { max($0, abs($1)) }
    var worst = 0.0
    for (k, layer) in session.encoder.layers.enumerated() {
      let start = network.layerStart(k)
      for input in 0...layer.inputs {  // the row behind the weights are the biases
        for output in 0..<layer.stride {
          let found = Double(buffer[layer.range.lowerBound + input * layer.stride + output])
          let wanted = output < layer.outputs ? expected[start + input * layer.outputs + output] : 0
          worst = max(worst, abs(found - wanted) / largest)
        }
      }
    }
    return worst
  }
}
