import LinearAlgebra
import Networks
import Panels
import Testing

@Suite struct TrainerTests {
  /// A short training against the plain twin in double precision.
  @Test(arguments: RequestShape.all)
  func agreesWithThePlainTwin(_ shape: RequestShape) {
    let request = randomRequest(shape, seed: 3)
    let result = Trainer().fit(request)
    var plain = PlainTrainer(request)
    let expected = plain.fit()
    #expect(result.epochs == expected.epochs, "\(shape)")
    #expect(result.bestEpoch == expected.bestEpoch, "\(shape)")
    #expect(abs(result.validationLoss - expected.validationLoss) < 1e-3 * expected.validationLoss, "\(shape)")
    for (found, wanted) in zip(result.testOutputs.joined(), expected.testOutputs.joined()) {
      #expect(abs(found - wanted) < 5e-3, "\(shape)")
    }
  }

  @Test func stopsAfterPatienceAndRestoresTheBest() {
    var request = randomRequest(RequestShape(maxEpochs: 400, learningRate: 0.02), seed: 5)
    request.settings.patience = 9
    let result = Trainer().fit(request)
    #expect(result.epochs == result.bestEpoch + 9)
    request.settings.maxEpochs = result.bestEpoch
    let again = Trainer().fit(request)
    #expect(again.testOutputs == result.testOutputs)
    #expect(again.validationLoss == result.validationLoss)
  }

  @Test(arguments: RequestShape.all)
  func isDeterministicWhateverWasFittedBefore(_ shape: RequestShape) {
    let trainer = Trainer()
    let request = randomRequest(shape, seed: 1)
    let fresh = Trainer().fit(request)
    for other in RequestShape.all { _ = trainer.fit(randomRequest(other, seed: 2)) }
    let used = trainer.fit(request)
    #expect(used.testOutputs == fresh.testOutputs)
    #expect(used.validationLoss == fresh.validationLoss && used.epochs == fresh.epochs)
  }

  @Test func learnsAnExclusiveOr() {
    let features = Matrix<Float>(rows: 4, columns: 2, elements: [0, 0, 0, 1, 1, 0, 1, 1])
    let rows = HeadRows(rows: [0, 1, 2, 3], targets: [0, 1, 1, 0])
    for (source, batching) in [
      (Features.dense(features), Batching.perHead), (.sparse(sparseMatrix(features)), .sharedRows),
    ] {
      let stream = RandomStream(seed: 4)
      let head = HeadData(
        loss: .crossEntropy, train: rows, validation: rows, test: rows, initialisation: stream, order: stream)
      let result = Trainer().fit(
        FitRequest(
          inputs: PanelInputs(features: source), heads: [head], batching: batching,
          settings: TrainingSettings(learningRate: 0.02, maxEpochs: 300), initialisation: stream, order: stream))
      #expect(result.validationLoss < 0.01)
      #expect(result.testOutputs[0][0] < -3 && result.testOutputs[0][1] > 3)
    }
  }
}
