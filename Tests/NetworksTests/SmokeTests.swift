import LinearAlgebra
import Networks
import Testing

@Test func trainerRuns() {
  let features = Features.dense(Matrix(rows: 3, columns: 1, elements: [1, 2, 3]))
  let stream = RandomStream(seed: 1)
  let rows = HeadRows(rows: [0, 1, 2], targets: [1, 2, 3])
  let head = HeadData(
    loss: .squaredError, train: rows, validation: rows, test: rows, initialisation: stream, order: stream)
  for batching in [Batching.perHead, .sharedRows] {
    let result = Trainer().fit(
      FitRequest(
        features: features, heads: [head, head], batching: batching,
        settings: TrainingSettings(trunk: [32, 16], learningRate: 0.01, batchSize: 2), initialisation: stream,
        order: stream))
    #expect(result.validationLoss < 0.5)
    #expect(result.testOutputs[0].count == 3)
  }
}
