internal import CKernels
public import LinearAlgebra

/// A joint training taken step by step, which shows what each task's gradient does to the shared trunk.
///
/// The same request trains as in `Trainer`, bit for bit, whatever is measured on the way, but without early stopping.
/// Not `Sendable`.
public final class GradientTraining {
  let encoder = MLPEncoder()
  let heads = LinearHeads()
  let delta = FloatBuffer()
  let block = LaneBlock()
  let taskGradients: TaskGradients
  let productBuffers = ProductBuffers()
  /// (tasks, lanes, stride) of the block at hand.
  let taskDeltas = FloatBuffer()
  private let encoderOptimiser = Adam()
  private let headOptimiser = Adam()
  private let gradient = FloatBuffer()
  private let schedule: any BatchSchedule
  private let parts: [Part: EvaluationSet]

  /// Rows that gradients and losses can be taken of as a whole.
  public enum Part: Sendable, CaseIterable {
    case training, validation, test
  }

  public let taskCount: Int
  /// Steps taken so far.
  public private(set) var stepsDone = 0

  /// - Parameters:
  ///   - biasesAtBaseRate: whether a head with cross-entropy starts from the log odds of its training targets instead of
  ///     0, so that what its gradient says first is not how rare its positives are.
  ///   - gradientMemory: bytes that whole gradients of several tasks may take together.
  public init(_ request: FitRequest, biasesAtBaseRate: Bool = false, gradientMemory: Int = 1 << 30) {
    precondition(request.settings.batchSize > 0, "a batch has at least one row")
    let numbering = RowNumbering(request)
    taskCount = request.heads.count
    taskGradients = TaskGradients(memory: gradientMemory)
    encoder.configure(features: request.features, rows: numbering.panelRows, trunk: request.settings.trunk)
    encoder.initialise(from: request.initialisation)
    heads.configure(losses: request.heads.map(\.loss), width: encoder.width, stride: encoder.stride)
    for (head, data) in request.heads.enumerated() { heads.initialise(head, from: data.initialisation) }
    if biasesAtBaseRate { for (head, data) in request.heads.enumerated() { heads.startAtBaseRate(head, data) } }
    encoderOptimiser.reset(count: encoder.parameters.count, learningRate: request.settings.learningRate)
    headOptimiser.reset(count: heads.parameters.count, learningRate: request.settings.learningRate)
    gradient.resize(encoder.parameters.count)
    delta.resize(LaneBlock.capacity * encoder.stride)
    parts = Dictionary(
      uniqueKeysWithValues: Part.allCases.map { ($0, Self.evaluationSet(request, part: $0, numbering: numbering)) })
    switch request.batching {
    case .sharedRows:
      let shared = SharedRowsSchedule()
      shared.load(request, number: numbering.number, panelRows: numbering.panelRows, block: block)
      schedule = shared
    case .perHead:
      let perHead = PerHeadSchedule()
      perHead.load(request, number: numbering.number, block: block)
      schedule = perHead
    }
  }

  private static func evaluationSet(_ request: FitRequest, part: Part, numbering: RowNumbering) -> EvaluationSet {
    let lists =
      switch part {
      case .training: request.heads.map(\.train)
      case .validation: request.heads.map(\.validation)
      case .test: request.heads.map(\.test)
      }
    let set = EvaluationSet()
    set.load(lists, number: numbering.number, rowCount: numbering.count)
    return set
  }

  /// Steps in an epoch; 0 where no task has training rows.
  public var stepsPerEpoch: Int { schedule.stepCount }
  /// Where each layer of the trunk lies in its parameters.
  public var layers: [ParameterLayer] { encoder.layers }
  /// The trunk's parameters; not to be written to.
  public var trunkParameters: FloatBuffer { encoder.parameters }
  /// The heads' weights (tasks, stride of the last layer) and then their biases; not to be written to.
  public var headParameters: FloatBuffer { heads.parameters }

  func blocks(of part: Part) -> ArraySlice<LaneBlock> { parts[part]?.blocks ?? [] }

  /// Turns to the step that comes next and returns how many blocks it has; asking again gives the same.
  func beginNextStep() -> Int {
    let place = stepsDone % stepsPerEpoch
    if place == 0 { schedule.beginEpoch(stepsDone / stepsPerEpoch + 1) }
    return schedule.beginStep(place)
  }

  /// Hands the blocks of the step that comes next, one by one.
  func forEachBlockOfNextStep(_ body: (LaneBlock) -> Void) {
    for index in 0..<beginNextStep() {
      schedule.fill(block, index: index)
      body(block)
    }
  }

  func forward(_ block: LaneBlock) {
    encoder.forward(block.rowNumbers)
    heads.forward(block, representation: encoder.representation)
  }

  /// One step against the sum of all tasks' gradients. Traps without training rows.
  public func step() {
    let denormals = kindred_flush_denormals()
    defer { kindred_restore_denormals(denormals) }
    heads.gradient.clear()
    let count = beginNextStep()
    var index = 0
    forEachBlockOfNextStep { block in
      forward(block)
      delta.clear()
      for segment in 0..<block.segmentCount {
        heads.backward(block, segment: segment, representation: encoder.representation, delta: delta)
      }
      index += 1
      if index < count {
        encoder.backward(delta, into: gradient, accumulate: index > 1)
      } else {
        encoder.backwardAndStep(delta, gradient: gradient, accumulate: index > 1, optimiser: encoderOptimiser)
      }
    }
    headOptimiser.step(heads.parameters, gradient: heads.gradient)
    stepsDone += 1
  }

  /// One step against what a combiner makes of the tasks' gradients; heads follow their own.
  public func step(combiner: any GradientCombiner, focal: Int?, random: RandomStream) {
    let denormals = kindred_flush_denormals()
    defer { kindred_restore_denormals(denormals) }
    let isOneBlock = beginNextStep() == 1
    let products = batchProducts()
    let weights = combiner.weights(gram: products.total, focal: focal, random: random)
    if isOneBlock {
      combineDeltas(weights)
      encoder.backwardAndStep(delta, gradient: gradient, accumulate: false, optimiser: encoderOptimiser)
    } else {
      combineGradients(weights)
      encoderOptimiser.step(encoder.parameters, gradient: gradient)
      encoder.parametersChanged()
    }
    headOptimiser.step(heads.parameters, gradient: heads.gradient)
    stepsDone += 1
  }

  /// The gradient of a weighted sum of losses needs one backward pass of the weighted sum of their dL/dz.
  private func combineDeltas(_ weights: [Double]) {
    delta.clear()
    let size = block.laneCount * encoder.stride
    for (task, weight) in weights.enumerated() where weight != 0 {
      let (source, factor) = (taskDeltas.base + task * size, Float(weight))
      for k in 0..<size { delta.base[k] += factor * source[k] }
    }
  }

  private func combineGradients(_ weights: [Double]) {
    gradient.clear()
    for (task, weight) in weights.enumerated() where weight != 0 {
      guard let source = taskGradients.gradient(task) else { continue }
      let factor = Float(weight)
      for k in 0..<gradient.count { gradient.base[k] += factor * source.base[k] }
    }
  }
}
