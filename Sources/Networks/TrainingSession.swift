internal import CKernels
internal import LinearAlgebra

/// A network in training on one request: its weights, optimisers, batches, validation and test rows.
///
/// `Trainer` runs it the ordinary way. A loop of one's own - probing gradients, combining them - calls `beginEpoch` and, for
/// each step, either `train` or `taskGradients` and `apply`. Buffers are kept from one `begin` to the next; not safe to
/// share between threads.
public final class TrainingSession {
  /// The shared trunk, which the caller chose.
  public let encoder: any Encoder
  /// One linear output a task.
  public let heads = LinearHeads()
  let encoderOptimiser = Adam()
  let headOptimiser = Adam()
  let gradient = FloatBuffer()
  let delta = FloatBuffer()
  let block = LaneBlock()
  let validation = EvaluationSet()
  let test = EvaluationSet()
  let lossSums = AlignedBuffer<Double>()
  /// The encoder's; asked for once a fit.
  @exclusivity(unchecked) private var representation = FloatBuffer()
  private let bestEncoder = FloatBuffer()
  private let bestHeads = FloatBuffer()
  private let encoderAverage = WeightAverage()
  private let headAverage = WeightAverage()
  private let sharedRows = SharedRowsSchedule()
  private let perHead = PerHeadSchedule()
  @exclusivity(unchecked) var schedule: any BatchSchedule
  @exclusivity(unchecked) var settings = TrainingSettings()
  /// The tasks' weights in the joint loss.
  @exclusivity(unchecked) var taskWeights: [Double] = []
  @exclusivity(unchecked) private var stepSize = StepSize(TrainingSettings(), stepsPerEpoch: 0)
  /// The trunk's stream, and what the epoch drops; nil without dropout.
  @exclusivity(unchecked) private var stream = RandomStream(seed: 0)
  @exclusivity(unchecked) private var dropout: Dropout?

  /// - Parameter encoder: the one that requests name in their settings.
  public init(encoder: any Encoder = MLPEncoder()) {
    self.encoder = encoder
    schedule = perHead
    block.isTrainedOn = true
  }

  /// Starts anew on a request: weights drawn, moments forgotten, rows copied.
  ///
  /// Traps on rows out of range, a batch size below 1 and a shape that the encoder cannot have.
  public func begin(_ request: FitRequest) {
    precondition(request.settings.isSound, "settings out of their bounds")
    let numbering = RowNumbering(request)
    encoder.configure(inputs: request.inputs, rows: numbering.panelRows, settings: request.settings.encoder)
    representation = encoder.representation
    encoder.initialise(from: request.initialisation)
    encoder.dropout = nil
    heads.configure(losses: request.heads.map(\.loss), width: encoder.width, stride: encoder.stride)
    for (head, data) in request.heads.enumerated() {
      heads.initialise(head, from: data.initialisation)
      if request.settings.headStart == .baseRate { heads.startAsNullModel(head, data) }
    }
    settings = request.settings
    settings.weightDecay = request.weightDecay
    stream = request.initialisation
    dropout = nil
    taskWeights = request.heads.map(\.weight)
    encoderOptimiser.reset(count: encoder.parameters.count, learningRate: request.settings.learningRate)
    headOptimiser.reset(count: heads.parameters.count, learningRate: request.settings.learningRate)
    gradient.resize(encoder.parameters.count)
    delta.resize(LaneBlock.capacity * encoder.stride)
    lossSums.resize(request.heads.count)
    load(request, numbering)
    stepSize = StepSize(request.settings, stepsPerEpoch: stepCount)
    bestEncoder.resize(encoder.parameters.count)
    bestHeads.resize(heads.parameters.count)
    encoderAverage.reset(count: encoder.parameters.count, decay: request.settings.averageDecay)
    headAverage.reset(count: heads.parameters.count, decay: request.settings.averageDecay)
    keepWeights()
  }

  private func load(_ request: FitRequest, _ numbering: RowNumbering) {
    validation.load(request, part: \.validation, number: numbering.number, rowCount: numbering.count)
    test.load(request, part: \.test, number: numbering.number, rowCount: numbering.count)
    switch request.batching {
    case .sharedRows:
      sharedRows.load(request, number: numbering.number, panelRows: numbering.panelRows, block: block)
      schedule = sharedRows
    case .perHead:
      perHead.load(request, number: numbering.number, block: block)
      schedule = perHead
    }
  }

  /// Steps in an epoch; 0 where no head has training rows.
  public var stepCount: Int { schedule.stepCount }

  /// Orders the training rows for an epoch (from 1).
  public func beginEpoch(_ epoch: Int) {
    schedule.beginEpoch(epoch)
    stepSize.beginEpoch(epoch)
    if settings.dropout > 0 {
      dropout = Dropout(rate: settings.dropout, layers: encoder.layers.count, epoch: epoch, stream: stream)
    }
  }

  /// One ordinary step on the gradient of the summed losses.
  public func train(step: Int) {
    let (schedule, stride) = (self.schedule, encoder.stride)
    let blocks = schedule.beginStep(step)
    heads.gradient.clear()
    setStepSize()
    for index in 0..<blocks {
      schedule.fill(block, index: index)
      forward(block)
      if !block.hasOneEntryALane { delta.clear(first: block.laneCount * stride) }
      for segment in 0..<block.segmentCount {
        heads.backward(
          block, segment: segment, representation: representation.base, delta: delta.base,
          overwriting: block.hasOneEntryALane)
      }
      encoder.backwardOnce(
        delta, gradient: gradient, accumulate: index > 0, optimiser: index + 1 == blocks ? encoderOptimiser : nil)
    }
    headOptimiser.step(heads.parameters, gradient: heads.gradient)
    decayWeights()
  }

  /// The step size of the step that comes next.
  func setStepSize() {
    let rate = stepSize.next()
    encoderOptimiser.learningRate = rate
    headOptimiser.learningRate = rate
  }

  /// Decoupled weight decay after a step.
  func decayWeights() {
    guard settings.weightDecay > 0 else { return }
    for layer in encoder.layers {
      encoderOptimiser.decay(encoder.parameters, range: layer.weights, by: settings.weightDecay)
    }
    encoder.parametersChanged()
    headOptimiser.decay(heads.parameters, range: heads.weightRange, by: settings.weightDecay)
  }

  /// Rows that are trained on go through the epoch's dropout, others through none.
  func forward(_ block: LaneBlock) {
    if let dropout { encoder.dropout = block.isTrainedOn ? dropout : nil }
    encoder.forward(block.rowNumbers)
    heads.forward(block, representation: representation.base)
  }

  /// Remembers the weights as they are.
  public func keepWeights() {
    bestEncoder.copy(from: encoder.parameters)
    bestHeads.copy(from: heads.parameters)
  }

  /// Takes the weights into their running average over epochs, and does `body` with the average in their place.
  public func withAveragedWeights<Result>(_ body: () throws -> Result) rethrows -> Result {
    encoderAverage.addAndExchange(encoder.parameters)
    headAverage.addAndExchange(heads.parameters)
    encoder.parametersChanged()
    defer {
      encoderAverage.exchangeBack(encoder.parameters)
      headAverage.exchangeBack(heads.parameters)
      encoder.parametersChanged()
    }
    return try body()
  }

  /// Goes back to the weights last kept (the initial ones if never); the optimisers go on as they are.
  public func restoreWeights() {
    encoder.parameters.copy(from: bestEncoder)
    encoder.parametersChanged()
    heads.parameters.copy(from: bestHeads)
  }
}
