internal import CKernels
internal import LinearAlgebra

/// Trains small multi-task networks, one fit at a time, in buffers that it keeps from fit to fit.
///
/// One for each thread: not `Sendable`. The same request gives the same result, bit for bit, in whatever trainer and
/// after whatever other fits. Nothing is allocated within an epoch.
public final class Trainer {
  private let encoder = MLPEncoder()
  private let heads = LinearHeads()
  private let encoderOptimiser = Adam()
  private let headOptimiser = Adam()
  private let gradient = FloatBuffer()
  private let delta = FloatBuffer()
  private let bestEncoder = FloatBuffer()
  private let bestHeads = FloatBuffer()
  private let sharedRows = SharedRowsSchedule()
  private let perHead = PerHeadSchedule()
  private let block = LaneBlock()
  private let validation = EvaluationSet()
  private let test = EvaluationSet()
  private let lossSums = AlignedBuffer<Double>()

  public init() {}

  /// Trains until the validation loss stops falling, restores the best weights and predicts the test rows.
  ///
  /// The loss of a step is the sum over heads of the mean (weighted) loss over the head's rows in the step; a head with
  /// none contributes nothing. The validation loss is the same over all validation rows, taken after each epoch.
  ///
  /// - Without validation rows every epoch counts as the best: training ends after `maxEpochs`, the loss is 0.
  /// - Without training rows, or with `maxEpochs` 0, the outputs are those of the initial weights, `bestEpoch` is 0.
  /// - When the loss stops being a number, training ends with the best weights so far.
  ///
  /// Traps on rows out of range, on a batch size below 1 and on an empty trunk. O(epochs * rows * parameters), less for
  /// sparse inputs.
  public func fit(_ request: FitRequest) -> FitResult {
    let denormals = kindred_flush_denormals()
    defer { kindred_restore_denormals(denormals) }
    let schedule = prepare(request)
    var stopping = EarlyStopping(patience: request.settings.patience)
    var epochs = 0
    keepWeights()
    let canTrain = schedule.stepCount > 0
    training: while canTrain && epochs < request.settings.maxEpochs {
      epochs += 1
      trainEpoch(epochs, schedule)
      guard validation.blockCount > 0 else {
        keepWeights()
        continue
      }
      switch stopping.judge(epoch: epochs, loss: validationLoss()) {
      case .best: keepWeights()
      case .goOn: continue
      case .stop: break training
      }
    }
    restoreWeights()
    let outputs = testOutputs(request)
    return FitResult(
      testOutputs: outputs, epochs: epochs, bestEpoch: validation.blockCount > 0 ? stopping.bestEpoch : epochs,
      validationLoss: stopping.bestLoss.isFinite ? stopping.bestLoss : validationLoss())
  }

  private func prepare(_ request: FitRequest) -> any BatchSchedule {
    precondition(request.settings.batchSize > 0, "a batch has at least one row")
    let numbering = RowNumbering(request)
    encoder.configure(
      features: request.features, rows: numbering.panelRows, trunk: request.settings.trunk)
    encoder.initialise(from: request.initialisation)
    heads.configure(losses: request.heads.map(\.loss), width: encoder.width, stride: encoder.stride)
    for (head, data) in request.heads.enumerated() { heads.initialise(head, from: data.initialisation) }
    encoderOptimiser.reset(count: encoder.parameters.count, learningRate: request.settings.learningRate)
    headOptimiser.reset(count: heads.parameters.count, learningRate: request.settings.learningRate)
    gradient.resize(encoder.parameters.count)
    delta.resize(LaneBlock.capacity * encoder.stride)
    bestEncoder.resize(encoder.parameters.count)
    bestHeads.resize(heads.parameters.count)
    lossSums.resize(request.heads.count)
    validation.load(request.heads.map(\.validation), number: numbering.number, rowCount: numbering.count)
    test.load(request.heads.map(\.test), number: numbering.number, rowCount: numbering.count)
    switch request.batching {
    case .sharedRows:
      sharedRows.load(request, number: numbering.number, panelRows: numbering.panelRows, block: block)
      return sharedRows
    case .perHead:
      perHead.load(request, number: numbering.number, block: block)
      return perHead
    }
  }

  private func trainEpoch(_ epoch: Int, _ schedule: any BatchSchedule) {
    schedule.beginEpoch(epoch)
    for step in 0..<schedule.stepCount {
      let blocks = schedule.beginStep(step)
      heads.gradient.clear()
      for index in 0..<blocks {
        schedule.fill(block, index: index)
        encoder.forward(block.rowNumbers)
        heads.forward(block, representation: encoder.representation)
        delta.clear()
        for segment in 0..<block.segmentCount {
          heads.backward(block, segment: segment, representation: encoder.representation, delta: delta)
        }
        if index + 1 < blocks {
          encoder.backward(delta, into: gradient, accumulate: index > 0)
        } else {
          encoder.backwardAndStep(delta, gradient: gradient, accumulate: index > 0, optimiser: encoderOptimiser)
        }
      }
      headOptimiser.step(heads.parameters, gradient: heads.gradient)
    }
  }

  /// Sum over heads of the mean loss over the head's validation rows; 0 without any.
  private func validationLoss() -> Double {
    lossSums.clear()
    for block in validation.blocks {
      encoder.forward(block.rowNumbers)
      heads.forward(block, representation: encoder.representation)
      heads.addLosses(block, to: lossSums)
    }
    var total = 0.0
    for head in 0..<lossSums.count where validation.counts.base[head] > 0 {
      total += lossSums.base[head] / Double(validation.counts.base[head])
    }
    return total
  }

  private func testOutputs(_ request: FitRequest) -> [[Float]] {
    var result = request.heads.map { [Float](repeating: 0, count: $0.test.rows.count) }
    for block in test.blocks {
      encoder.forward(block.rowNumbers)
      heads.forward(block, representation: encoder.representation)
      for segment in 0..<block.segmentCount {
        for entry in block.entries(of: segment) {
          result[Int(block.heads.base[segment])][Int(block.positions.base[entry])] = heads.outputs.base[entry]
        }
      }
    }
    return result
  }

  private func keepWeights() {
    bestEncoder.copy(from: encoder.parameters)
    bestHeads.copy(from: heads.parameters)
  }

  private func restoreWeights() {
    encoder.parameters.copy(from: bestEncoder)
    encoder.parametersChanged()
    heads.parameters.copy(from: bestHeads)
  }
}
