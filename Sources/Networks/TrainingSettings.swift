/// How one network is trained; the same for every job of a study.
///
/// What follows `patience` is off by default: such fields leave results and protocol hashes as they are.
public struct TrainingSettings: Codable, Equatable, Sendable {
  /// Which encoder is trained, and its shape.
  public var encoder: EncoderSettings
  /// Adam's step size.
  public var learningRate: Double
  /// Rows a step: of the panel where rows are shared, of each task where they are not.
  public var batchSize: Int
  /// Epochs after which training ends whatever the validation loss says.
  public var maxEpochs: Int
  /// Epochs without a better validation loss before training stops.
  public var patience: Int
  /// What a running average of the weights keeps at each checkpoint, 0..<1; the average is validated and tested. 0: the
  /// latest weights themselves.
  public var averageDecay = 0.0
  /// Decoupled weight decay: every step takes this share of the step size off all weights, biases excepted.
  ///
  /// w_t = (1 - rate decay) (w_(t-1) - Adam's step). Source: Loshchilov & Hutter 2019, algorithm 2.
  public var weightDecay = 0.0
  /// The labelled training cells of a fit at which `weightDecay` holds as it stands; it falls with the number of cells, as a
  /// penalty beside a sum of losses does beside their mean. 0: as it stands in every fit.
  public var weightDecayRows = 0
  /// Share of the outputs of every shared layer that a training row drops, 0..<1.
  public var dropout = 0.0
  /// Where heads start before the first step.
  public var headStart = HeadStart.random
  /// Whether heads add to a linear model of their task (`LinearLearner`) instead of starting from nothing.
  public var linearPath = false
  /// Validations an epoch, evenly spread over its steps, the last at its end; at least 1, and at most one a step.
  public var checkpointsPerEpoch = 1
  /// Epochs over whose steps the step size rises to `learningRate`, in equal parts.
  public var warmUpEpochs = 0.0
  /// What the step size is multiplied by after each epoch, in 0 < decay <= 1.
  public var rateDecay = 1.0
  /// What a step minimises, and what validation judges.
  public var objective = Objective.tasks
  /// Which weights each head is tested with.
  public var stopping = Stopping.joint

  /// Settings whose other fields are off.
  public init(
    encoder: EncoderSettings = EncoderSettings(), learningRate: Double = 1e-3, batchSize: Int = 64,
    maxEpochs: Int = 1000, patience: Int = 50
  ) {
    self.encoder = encoder
    self.learningRate = learningRate
    self.batchSize = batchSize
    self.maxEpochs = maxEpochs
    self.patience = patience
  }
}

extension TrainingSettings {
  /// Whether every number lies within its bounds.
  var isSound: Bool {
    batchSize > 0 && checkpointsPerEpoch >= 1 && warmUpEpochs >= 0 && weightDecay >= 0 && weightDecayRows >= 0
      && dropout >= 0 && dropout < 1 && rateDecay > 0 && rateDecay <= 1
  }

  /// Whether the network is validated after a step (from 0) of an epoch.
  func isCheckpoint(step: Int, of steps: Int) -> Bool {
    checkpointsPerEpoch == 1
      ? step + 1 == steps : (step + 1) * checkpointsPerEpoch / steps > step * checkpointsPerEpoch / steps
  }
}

/// Where heads start.
public enum HeadStart: String, Codable, Sendable, CaseIterable {
  /// Glorot's weights, bias 0.
  case random
  /// Weights 0 and the bias at the mean of the training targets or at their log odds: training begins at the null model
  /// (or, with a linear path, at the linear model), which is a checkpoint of its own.
  case baseRate
}

/// What a step minimises, and what validation judges.
public enum Objective: String, Codable, Sendable, CaseIterable {
  /// The sum over tasks of each task's mean loss.
  case tasks
  /// One mean over the labelled cells of all tasks.
  case cells
}

/// Which weights a head is tested with.
public enum Stopping: String, Codable, Sendable, CaseIterable {
  /// Those of the best validation loss of all tasks together.
  case joint
  /// Those of the head's own best validation loss in the shared training.
  case perHead = "per-head"
}
