import LinearAlgebra
import Networks
import Testing

@Suite struct WeightAverageTests {
  @Test(arguments: RequestShape.all)
  func isTheMeanOverEpochsAndLeavesTrainingAlone(_ shape: RequestShape) {
    var request = randomRequest(shape, seed: 7)
    request.settings.averageDecay = 0.9
    let session = TrainingSession()
    session.begin(request)
    var seen: [[Float]] = []
    for epoch in 1...4 {
      session.beginEpoch(epoch)
      for step in 0..<session.stepCount { session.train(step: step) }
      let latest = parameters(session)
      seen.append(latest)
      // Up to 1 / (1 - decay) epochs the average is even.
      let average = session.withAveragedWeights { parameters(session) }
      for (index, value) in average.enumerated() {
        let mean = seen.reduce(0) { $0 + $1[index] } / Float(epoch)
        #expect(abs(value - mean) < 1e-5, "\(shape), epoch \(epoch)")
      }
      #expect(parameters(session) == latest, "\(shape), epoch \(epoch)")
    }
  }

  @Test func forgetsOldEpochsAtItsDecay() {
    var request = randomRequest(RequestShape(), seed: 8)
    request.settings.averageDecay = 0.5
    let session = TrainingSession()
    session.begin(request)
    var expected: [Float] = []
    for epoch in 1...6 {
      session.beginEpoch(epoch)
      for step in 0..<session.stepCount { session.train(step: step) }
      let latest = parameters(session)
      expected = epoch == 1 ? latest : zip(expected, latest).map { 0.5 * $0 + 0.5 * $1 }
      let average = session.withAveragedWeights { parameters(session) }
      #expect(zip(average, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "epoch \(epoch)")
    }
  }

  @Test func changesWhatATrainerValidatesAndIsDeterministic() {
    var request = randomRequest(RequestShape(maxEpochs: 30), seed: 9)
    let plain = Trainer().fit(request)
    request.settings.averageDecay = 0.8
    let averaged = Trainer().fit(request)
    #expect(averaged.testOutputs != plain.testOutputs)
    let again = Trainer().fit(request)
    #expect(again.testOutputs == averaged.testOutputs)
  }

  private func parameters(_ session: TrainingSession) -> [Float] {
    session.encoder.parameters.withSpan { span in span.indices.map { span[$0] } }
      + session.heads.parameters.withSpan { span in span.indices.map { span[$0] } }
  }
}
