internal import CKernels
package import LinearAlgebra

/// A joint training taken step by step, which shows what each task's gradient does to the shared trunk.
///
/// The same request trains as in `Trainer`, bit for bit, whatever is measured on the way, but without early stopping.
/// Not `Sendable`.
package final class GradientTraining {
  let session: TrainingSession
  let taskGradients: TaskGradients
  let productBuffers = ProductBuffers()
  /// (tasks, lanes, stride) of the block at hand.
  let taskDeltas = FloatBuffer()
  private let trunkGradient = FloatBuffer()
  private let training = EvaluationSet()

  /// Rows that gradients and losses can be taken of as a whole.
  package enum Part: Sendable, CaseIterable {
    case training, validation, test
  }

  package let taskCount: Int
  /// Steps taken so far.
  package private(set) var stepsDone = 0

  /// - Parameters:
  ///   - encoders: where the encoder comes from that the request names in its settings.
  ///   - biasesAtBaseRate: whether a head with cross-entropy starts from the log odds of its training targets instead of
  ///     0, so that what its gradient says first is not how rare its positives are.
  ///   - gradientMemory: bytes that whole gradients of several tasks may take together.
  package init(
    _ request: FitRequest, encoders: EncoderRegistry = .standard, biasesAtBaseRate: Bool = false,
    gradientMemory: Int = 1 << 30
  ) {
    session = TrainingSession(encoder: encoders.makeEncoder(request.settings.encoder.name))
    taskCount = request.heads.count
    taskGradients = TaskGradients(memory: gradientMemory)
    session.begin(request)
    if biasesAtBaseRate { for (head, data) in request.heads.enumerated() { heads.startAtBaseRate(head, data) } }
    trunkGradient.resize(encoder.parameters.count)
    let numbering = RowNumbering(request)
    training.load(request, part: \.train, number: numbering.number, rowCount: numbering.count)
  }

  var encoder: any Encoder { session.encoder }
  var heads: LinearHeads { session.heads }
  var delta: FloatBuffer { session.delta }

  /// Steps in an epoch; 0 where no task has training rows.
  package var stepsPerEpoch: Int { session.stepCount }
  /// Where each layer of the trunk lies in its parameters.
  package var layers: [ParameterLayer] { encoder.layers }
  /// The trunk's parameters; not to be written to.
  package var trunkParameters: FloatBuffer { encoder.parameters }
  /// The heads' weights (tasks, stride of the last layer) and then their biases; not to be written to.
  package var headParameters: FloatBuffer { heads.parameters }

  func blocks(of part: Part) -> ArraySlice<LaneBlock> {
    switch part {
    case .training: training.blocks
    case .validation: session.validation.blocks
    case .test: session.test.blocks
    }
  }

  /// The place of the next step in its epoch, whose rows are in order.
  private func turnToNextStep() -> Int {
    let place = stepsDone % stepsPerEpoch
    if place == 0 { session.beginEpoch(stepsDone / stepsPerEpoch + 1) }
    return place
  }

  /// How many blocks the step that comes next has; asking again gives the same.
  func beginNextStep() -> Int { session.schedule.beginStep(turnToNextStep()) }

  /// Hands the blocks of the step that comes next, one by one.
  func forEachBlockOfNextStep(_ body: (LaneBlock) -> Void) {
    for index in 0..<beginNextStep() {
      session.schedule.fill(session.block, index: index)
      body(session.block)
    }
  }

  /// One step against the sum of all tasks' gradients. Traps without training rows.
  package func step() {
    let denormals = kindred_flush_denormals()
    defer { kindred_restore_denormals(denormals) }
    session.train(step: turnToNextStep())
    stepsDone += 1
  }

  /// One step against what a combiner makes of the tasks' gradients; heads follow their own.
  package func step(combiner: any GradientCombiner, focal: Int?, random: RandomStream) {
    let denormals = kindred_flush_denormals()
    defer { kindred_restore_denormals(denormals) }
    let isOneBlock = beginNextStep() == 1 && encoder is any GradientProductEncoder
    let products = batchProducts()
    let weights = combiner.weights(gram: products.total, focal: focal, random: random)
    if isOneBlock { combineDeltas(weights) } else { combineGradients(weights) }
    session.apply(trunkGradient: trunkGradient)
    stepsDone += 1
  }

  /// The gradient of a weighted sum of losses needs one backward pass of the weighted sum of their dL/dz.
  private func combineDeltas(_ weights: [Double]) {
    delta.clear()
    let size = session.block.laneCount * encoder.stride
    for (task, weight) in weights.enumerated() where weight != 0 {
      let (target, source, factor) = (delta.base, taskDeltas.base + task * size, Float(weight))
      for k in 0..<size { target[k] += factor * source[k] }
    }
    encoder.backward(delta, into: trunkGradient, accumulate: false)
  }

  private func combineGradients(_ weights: [Double]) {
    trunkGradient.clear()
    for (task, weight) in weights.enumerated() where weight != 0 {
      guard let gradient = taskGradients.gradient(task) else { continue }
      let (target, source, factor) = (trunkGradient.base, gradient.base, Float(weight))
      for k in 0..<trunkGradient.count { target[k] += factor * source[k] }
    }
  }
}
