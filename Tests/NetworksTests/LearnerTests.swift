import LinearAlgebra
import Networks
import Testing

/// What is off by default: each beside the plain twin, and in company.
@Suite struct LearnerTests {
  struct Change: Sendable, CustomStringConvertible {
    let description: String
    let apply: @Sendable (inout FitRequest) -> Void

    static let all: [Change] = [
      Change(description: "weight decay") { $0.settings.weightDecay = 3 },
      Change(description: "weight decay by rows") {
        $0.settings.weightDecay = 3
        $0.settings.weightDecayRows = 50
      },
      Change(description: "dropout") { $0.settings.dropout = 0.3 },
      Change(description: "heads at the base rate") { $0.settings.headStart = .baseRate },
      Change(description: "warm-up and decay") {
        $0.settings.warmUpEpochs = 1.4
        $0.settings.rateDecay = 0.7
      },
      Change(description: "checkpoints within epochs") { $0.settings.checkpointsPerEpoch = 3 },
      Change(description: "cells") { $0.settings.objective = .cells },
      Change(description: "task weights") { request in
        for head in request.heads.indices { request.heads[head].weight = 0.3 + Double(head) }
      },
      Change(description: "weighted cells") { request in
        request.settings.objective = .cells
        for head in request.heads.indices { request.heads[head].weight = 0.3 + Double(head) }
      },
      Change(description: "stopping per head") { $0.settings.stopping = .perHead },
      Change(description: "offsets", apply: addOffsets),
      Change(description: "offsets and the base rate") {
        addOffsets(&$0)
        $0.settings.headStart = .baseRate
      },
      Change(description: "all together") {
        addOffsets(&$0)
        $0.settings.weightDecay = 1
        $0.settings.headStart = .baseRate
        $0.settings.dropout = 0.2
        $0.settings.warmUpEpochs = 1
        $0.settings.rateDecay = 0.9
        $0.settings.checkpointsPerEpoch = 2
        $0.settings.objective = .cells
        $0.settings.stopping = .perHead
      },
    ]

    @Sendable private static func addOffsets(_ request: inout FitRequest) {
      var draws = RandomStream(seed: 17)
      func some(_ rows: HeadRows) -> [Float] { rows.rows.map { _ in Float(draws.normal()) } }
      for head in request.heads.indices {
        request.heads[head].train.offsets = some(request.heads[head].train)
        request.heads[head].validation.offsets = some(request.heads[head].validation)
        request.heads[head].test.offsets = some(request.heads[head].test)
      }
    }
  }

  @Test(arguments: Change.all, RequestShape.all) func agreesWithThePlainTwin(_ change: Change, _ shape: RequestShape) {
    var request = randomRequest(shape, seed: 3)
    let plainOutputs = Trainer().fit(request).testOutputs
    change.apply(&request)
    let result = Trainer().fit(request)
    var plain = PlainTrainer(request)
    let expected = plain.fit()
    #expect(result.epochs == expected.epochs)
    #expect(result.bestEpoch == expected.bestEpoch)
    #expect(abs(result.validationLoss - expected.validationLoss) < 1e-3 * expected.validationLoss)
    for (found, wanted) in zip(result.testOutputs.joined(), expected.testOutputs.joined()) {
      #expect(abs(found - wanted) < 5e-3, "\(found) and \(wanted)")
    }
    // A single head with stopping or weights of its own is the joint one, as is "cells" of a single head.
    let isNeutral = shape.heads == 1 && ["stopping per head", "cells"].contains(change.description)
    #expect(
      (result.testOutputs == plainOutputs) == isNeutral || change.description.hasPrefix("checkpoints")
        || change.description == "stopping per head")
  }

  @Test(arguments: Change.all) func isDeterministicWhateverWasFittedBefore(_ change: Change) {
    let trainer = Trainer()
    for shape in RequestShape.all {
      var request = randomRequest(shape, seed: 5)
      change.apply(&request)
      let used = trainer.fit(request)
      #expect(used.testOutputs == Trainer().fit(request).testOutputs, "\(shape)")
      let plain = randomRequest(shape, seed: 5)
      #expect(trainer.fit(plain).testOutputs == Trainer().fit(plain).testOutputs, "\(shape)")
    }
  }

  /// From the null model on, a training on noise never ends above it on the rows that stop it.
  @Test func theStartIsACheckpoint() {
    var request = randomRequest(RequestShape(maxEpochs: 20, learningRate: 0.05), seed: 8)
    var draws = RandomStream(seed: 9)
    for head in request.heads.indices {
      for place in request.heads[head].validation.targets.indices {
        request.heads[head].validation.targets[place] = draws.uniform() < 0.5 ? 0 : 1
      }
    }
    request.settings.headStart = .baseRate
    let session = TrainingSession()
    session.begin(request)
    let start = session.validationLoss()
    #expect(Trainer().fit(request).validationLoss <= start)
    request.settings.maxEpochs = 1
    request.settings.learningRate = 10
    let result = Trainer().fit(request)
    #expect(result.bestEpoch == 0 && result.validationLoss == start)
  }

  /// Every head's validation loss is at most that of the joint stop.
  @Test func stoppingPerHeadIsNeverWorseOnValidation() {
    for seed in 0..<5 as Range<UInt64> {
      var request = randomRequest(RequestShape(heads: 4, maxEpochs: 40), seed: seed)
      request.settings.patience = 40
      let joint = Trainer().fit(request)
      request.settings.stopping = .perHead
      #expect(Trainer().fit(request).validationLoss <= joint.validationLoss, "seed \(seed)")
    }
  }

  /// A task alone and in company still meets the same rows under both objectives.
  @Test(arguments: Objective.allCases) func commonRandomNumbersHold(_ objective: Objective) {
    var request = randomRequest(RequestShape(batching: .sharedRows, heads: 2), seed: 4)
    request.settings.objective = objective
    request.heads[1].weight = 0
    request.heads[1].train = request.heads[0].train
    request.heads[1].validation = HeadRows(rows: [], targets: [])
    let company = Trainer().fit(request)
    request.heads.removeLast()
    let alone = Trainer().fit(request)
    // A partner that weighs nothing changes no direction, and of `cells` the size alone, which Adam does not see.
    for (a, b) in zip(company.testOutputs[0], alone.testOutputs[0]) { #expect(abs(a - b) < 1e-3) }
  }
}
