public import LinearAlgebra
public import Panels

/// What a head's loss is.
public enum LossKind: String, Codable, Sendable {
  /// (z - y)^2 on the standardised target.
  case squaredError
  /// max(z, 0) - z y + log(1 + exp(-|z|)) on the logit z.
  case crossEntropy
}

/// Some rows of the panel with a head's targets on them, equally long; weights nil where all weigh the same.
public struct HeadRows: Sendable {
  /// Rows of the panel; one may come more than once.
  public var rows: [Int]
  /// What the head is to give on each row: standardised, or 0 and 1.
  public var targets: [Float]
  /// What each row counts in the loss, at least 0.
  public var weights: [Float]?
  /// What each row's output starts from, such as a linear model's; nil: 0.
  public var offsets: [Float]?
  /// For each row on which side of its target the truth lies: 1 above, -1 below, 0 where it is the target; nil: 0. An output on
  /// that side costs nothing.
  public var sides: [Int8]?

  /// Rows and targets, which traps where they are not equally long.
  public init(
    rows: [Int], targets: [Float], weights: [Float]? = nil, offsets: [Float]? = nil, sides: [Int8]? = nil
  ) {
    precondition(rows.count == targets.count, "\(rows.count) rows, \(targets.count) targets")
    self.rows = rows
    self.targets = targets
    self.weights = weights
    self.offsets = offsets
    self.sides = sides
  }

  /// Whether an output keeps the bound that a row's target is; false where it is no bound.
  package static func isKept(_ side: Int8, output: some BinaryFloatingPoint, target: some BinaryFloatingPoint) -> Bool {
    side > 0 ? Double(output) >= Double(target) : side < 0 && Double(output) <= Double(target)
  }
}

/// One task's part in a fit: what it trains on, stops on and is tested on.
public struct HeadData: Sendable {
  /// The loss of its output.
  public var loss: LossKind
  /// What the task's loss counts in the joint one.
  public var weight: Double = 1
  /// What it trains on; may be empty.
  public var train: HeadRows
  /// What early stopping looks at; may be empty.
  public var validation: HeadRows
  /// What `FitResult.testOutputs` are for, row by row; may be empty.
  public var test: HeadRows
  /// Where this head's initial weights come from.
  public var initialisation: RandomStream
  /// Where the order of its batches comes from (`perHead` batching only).
  public var order: RandomStream

  /// A head of weight 1.
  public init(
    loss: LossKind, train: HeadRows, validation: HeadRows, test: HeadRows, initialisation: RandomStream,
    order: RandomStream
  ) {
    self.loss = loss
    self.train = train
    self.validation = validation
    self.test = test
    self.initialisation = initialisation
    self.order = order
  }
}

/// How rows come together in a step.
public enum Batching: String, Codable, Sendable {
  /// A batch is rows of the panel; each head sees the ones it is measured on (wide panels).
  case sharedRows
  /// A step takes one batch of each head's own rows, heads resampled to the largest (stacked panels).
  case perHead
}

/// One training: some heads over one trunk.
public struct FitRequest: Sendable {
  /// All rows of the panel; heads name theirs by number.
  public var inputs: PanelInputs
  /// One a task, in the order of the result's outputs.
  public var heads: [HeadData]
  /// How rows come together in a step.
  public var batching: Batching
  /// How long, how fast and from where it trains.
  public var settings: TrainingSettings
  /// Where the trunk's initial weights come from.
  public var initialisation: RandomStream
  /// Where the order of the rows comes from (`sharedRows` only). The order of two rows that two requests with the same
  /// stream both hold is the same in both, whatever other rows they hold: common random numbers.
  public var order: RandomStream

  /// A training; nothing is checked before it begins.
  public init(
    inputs: PanelInputs, heads: [HeadData], batching: Batching, settings: TrainingSettings,
    initialisation: RandomStream, order: RandomStream
  ) {
    self.inputs = inputs
    self.heads = heads
    self.batching = batching
    self.settings = settings
    self.initialisation = initialisation
    self.order = order
  }
}

extension FitRequest {
  /// The weight decay of this fit: that of the settings, in proportion to its labelled training cells where they say so.
  var weightDecay: Double {
    guard settings.weightDecayRows > 0 else { return settings.weightDecay }
    let cells = heads.reduce(0) { $0 + $1.train.rows.count }
    return settings.weightDecay * Double(settings.weightDecayRows) / Double(max(cells, 1))
  }
}

/// What a training gave.
public struct FitResult: Sendable {
  /// `testOutputs[h][k]`: the output (a logit for cross-entropy) of head h on its k-th test row, best weights.
  public var testOutputs: [[Float]]
  /// Epochs begun.
  public var epochs: Int
  /// The epoch of the best validation loss, whose weights were restored; per head, the last of their best epochs.
  public var bestEpoch: Int
  /// The objective on the validation rows at `bestEpoch`; with stopping per head, each head at its own best.
  /// Offsets count in `testOutputs`.
  public var validationLoss: Double

  /// A result of its parts.
  public init(testOutputs: [[Float]], epochs: Int, bestEpoch: Int, validationLoss: Double) {
    self.testOutputs = testOutputs
    self.epochs = epochs
    self.bestEpoch = bestEpoch
    self.validationLoss = validationLoss
  }
}
