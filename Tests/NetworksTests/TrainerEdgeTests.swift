import LinearAlgebra
import Networks
import Testing

@Suite struct TrainerEdgeTests {
  private let none = HeadRows(rows: [], targets: [])

  private func areFinite(_ outputs: [[Float]]) -> Bool { outputs.allSatisfy { $0.allSatisfy { $0.isFinite } } }

  @Test(arguments: [Batching.perHead, .sharedRows])
  func withoutValidationItTrainsToTheEnd(_ batching: Batching) {
    var request = randomRequest(RequestShape(batching: batching), seed: 1)
    for head in request.heads.indices { request.heads[head].validation = none }
    let result = Trainer().fit(request)
    #expect(result.epochs == 6 && result.bestEpoch == 6 && result.validationLoss == 0)
    request.settings.maxEpochs = 0
    #expect(Trainer().fit(request).testOutputs != result.testOutputs)
  }

  @Test(arguments: [Batching.perHead, .sharedRows])
  func withoutTrainingRowsItKeepsTheInitialWeights(_ batching: Batching) {
    var request = randomRequest(RequestShape(batching: batching), seed: 1)
    for head in request.heads.indices { request.heads[head].train = none }
    let result = Trainer().fit(request)
    #expect(result.epochs == 0 && result.bestEpoch == 0)
    let plain = PlainTrainer(request)
    let entries = request.heads.enumerated().flatMap { PlainTrainer.entries($1.validation, head: $0) }
    let loss = plain.network.losses(entries, rows: plain.rows).reduce(0, +)
    #expect(abs(result.validationLoss - loss) < 1e-5 * loss)
  }

  @Test(arguments: [Batching.perHead, .sharedRows])
  func oneTrainingRowAndHeadsWithoutAny(_ batching: Batching) {
    var request = randomRequest(RequestShape(batching: batching, heads: 3), seed: 2)
    let first = request.heads[0].train
    request.heads[0].train = HeadRows(rows: [first.rows[0]], targets: [first.targets[0]])
    request.heads[1].train = none
    request.heads[2].test = none
    let result = Trainer().fit(request)
    #expect(result.validationLoss.isFinite && result.epochs == 6)
    #expect(result.testOutputs[2].isEmpty && areFinite(result.testOutputs))
    var plain = PlainTrainer(request)
    #expect(abs(plain.fit().validationLoss - result.validationLoss) < 1e-3)
  }

  @Test(arguments: RequestShape.all)
  func divergenceEndsWithTheBestWeights(_ shape: RequestShape) {
    var request = randomRequest(shape, seed: 3)
    request.settings.learningRate = 1e30
    request.settings.maxEpochs = 50
    let result = Trainer().fit(request)
    #expect(result.validationLoss.isFinite)
    #expect(areFinite(result.testOutputs))
  }

  @Test func notANumberInATargetEndsTheFit() {
    var request = randomRequest(RequestShape(), seed: 3)
    request.heads[0].train.targets[0] = .nan
    let result = Trainer().fit(request)
    #expect(result.bestEpoch == 0 && result.epochs == 1)
    #expect(result.validationLoss.isFinite && areFinite(result.testOutputs))
  }

  @Test func manyHeadsAndNone() {
    let many = randomRequest(RequestShape(trunk: [16], heads: 139, features: 5, rows: 60, batchSize: 64), seed: 8)
    let result = Trainer().fit(many)
    var plain = PlainTrainer(many)
    let expected = plain.fit()
    #expect(abs(result.validationLoss - expected.validationLoss) < 1e-3 * expected.validationLoss)
    for batching in [Batching.perHead, .sharedRows] {
      #expect(Trainer().fit(randomRequest(RequestShape(batching: batching, heads: 0), seed: 1)).epochs == 0)
    }
  }

  /// Rows that weigh nothing change neither loss nor gradient when they are in the same batch.
  @Test func aRowOfWeightZeroOnlyCountsInTheMean() {
    var request = randomRequest(RequestShape(batching: .sharedRows, heads: 1, weighted: true), seed: 6)
    request.settings.batchSize = 64
    let count = Float(request.heads[0].train.rows.count)
    request.heads[0].train.weights = request.heads[0].train.targets.map { _ in 1 }
    let (session, more) = (TrainingSession(), TrainingSession())
    session.begin(request)
    let unused = Set(0..<40).subtracting(request.heads[0].train.rows).min()!
    request.heads[0].train.rows.append(unused)
    request.heads[0].train.targets.append(5)
    request.heads[0].train.weights?.append(0)
    more.begin(request)
    let (a, b) = (FloatBuffer(), FloatBuffer())
    for (session, buffer) in [(session, a), (more, b)] {
      session.beginEpoch(1)
      session.taskGradients(step: 0, into: [buffer])
    }
    for i in 0..<a.count { #expect(abs(a[i] - b[i] * (count + 1) / count) < 1e-5) }
  }
}
