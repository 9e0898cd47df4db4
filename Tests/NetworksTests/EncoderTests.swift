import KindredTestSupport
import LinearAlgebra
import Networks
import Panels
import Testing

@Suite struct EncoderTests {
  private func inputs(sparse: Bool, rows: Int, features: Int, seed: UInt64) -> PanelInputs {
    var draws = RandomStream(seed: seed)
    let values = (0..<rows * features).map { _ in Float(draws.normal()) }
    guard sparse else { return PanelInputs(features: .dense(Matrix(rows: rows, columns: features, elements: values))) }
    let ones = Matrix(rows: rows, columns: features, elements: values.map { $0 > 1 ? Float(1) : 0 })
    return PanelInputs(features: .sparse(sparseMatrix(ones)))
  }

  @Test(arguments: [[5], [7, 5], [33, 16, 20], [64, 32]], [false, true])
  func perceptronsPassTheBattery(widths: [Int], isSparse: Bool) {
    for seed in 0..<3 as Range<UInt64> {
      let battery = EncoderBattery(
        inputs: inputs(sparse: isSparse, rows: 70, features: 23, seed: seed), settings: EncoderSettings(widths: widths),
        seed: seed, make: { EncoderRegistry.standard.makeEncoder(.mlp) })
      #expect(battery.failures() == [], "widths \(widths), seed \(seed)")
    }
  }

  @Test func anEncoderFromOutsidePassesTheBattery() {
    for seed in 0..<3 as Range<UInt64> {
      let battery = EncoderBattery(
        inputs: inputs(sparse: seed == 1, rows: 40, features: 11, seed: seed),
        settings: EncoderSettings(name: BucketEncoder.name, widths: [9]), seed: seed, make: { BucketEncoder() })
      #expect(battery.failures() == [], "seed \(seed)")
    }
  }

  /// The battery can fail: a gradient that is doubled, and rows that look at their neighbours.
  @Test func theBatteryFindsWhatIsBroken() {
    let inputs = inputs(sparse: false, rows: 40, features: 11, seed: 1)
    let settings = EncoderSettings(name: BucketEncoder.name, widths: [9])
    for fault in BrokenEncoder.Fault.allCases {
      let battery = EncoderBattery(inputs: inputs, settings: settings, seed: 1, make: { BrokenEncoder(fault) })
      #expect(battery.failures().contains { $0.hasPrefix(fault.rawValue) }, "\(fault): \(battery.failures())")
    }
  }

  @Test func trainsThroughATrainer() {
    var request = randomRequest(RequestShape(features: 3, rows: 120, maxEpochs: 60), seed: 3)
    request.settings.encoder = EncoderSettings(name: BucketEncoder.name, widths: [12])
    let registry = EncoderRegistry.standard.adding(BucketEncoder.name) { BucketEncoder() }
    #expect(registry.names == [BucketEncoder.name, .mlp])
    let trainer = Trainer(encoders: registry)
    let result = trainer.fit(request)
    request.settings.maxEpochs = 0
    #expect(result.validationLoss < 0.8 * trainer.fit(request).validationLoss)
    request.settings.maxEpochs = 60
    request.settings.encoder = EncoderSettings(widths: [12])
    _ = trainer.fit(request)
    request.settings.encoder = EncoderSettings(name: BucketEncoder.name, widths: [12])
    #expect(trainer.fit(request).testOutputs == result.testOutputs)
    let training = GradientTraining(request, encoders: registry)
    for _ in 0..<3 { training.step() }
    #expect(training.layers.map(\.name) == ["bucket1"])
    #expect(training.measure(.training).total.elements.allSatisfy { $0.isFinite })
  }
}

/// `BucketEncoder` with something wrong.
private final class BrokenEncoder: Encoder {
  /// Named as the check that has to notice.
  enum Fault: String, CaseIterable {
    case doubles = "finite differences"
    case looksAtNeighbours = "batch mates do not matter"
    case overwrites = "gradients accumulate"
    case remembers = "the same again"
    case ignoresStream = "initial weights follow the stream"
    case ignoresDropout = "with dropout, nothing is dropped"
  }

  private let encoder = BucketEncoder()
  private let fault: Fault
  private var passes: Float = 0

  init(_ fault: Fault) { self.fault = fault }

  var width: Int { encoder.width }
  var stride: Int { encoder.stride }
  var parameters: FloatBuffer { encoder.parameters }
  var layers: [ParameterLayer] { encoder.layers }
  var representation: FloatBuffer { encoder.representation }
  var dropout: Dropout? {
    get { encoder.dropout }
    set { encoder.dropout = fault == .ignoresDropout ? nil : newValue }
  }

  func configure(inputs: PanelInputs, rows: [Int], settings: EncoderSettings) {
    encoder.configure(inputs: inputs, rows: rows, settings: settings)
  }

  func initialise(from stream: RandomStream) {
    encoder.initialise(from: fault == .ignoresStream ? RandomStream(seed: 1) : stream)
  }

  func parametersChanged() {}

  func forward(_ rows: UnsafeBufferPointer<Int32>) {
    encoder.forward(rows)
    passes += 1
    if fault == .looksAtNeighbours && rows.count > 1 { representation[0] += representation[stride] + 1 }
    if fault == .remembers && rows.count > 0 { representation[0] += passes }
  }

  func backward(_ delta: FloatBuffer, into gradient: FloatBuffer, accumulate: Bool) {
    encoder.backward(delta, into: gradient, accumulate: accumulate && fault != .overwrites)
    if fault == .doubles { for k in 0..<gradient.count { gradient[k] *= 2 } }
  }
}
