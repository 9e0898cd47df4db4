/// Changes to training settings, each of which may be left out: what a file, a command line or a search says.
public struct TrainingOptions: Codable, Equatable, Sendable {
  /// `EncoderSettings.widths`.
  public var trunk: [Int]?
  /// `TrainingSettings.learningRate`.
  public var learningRate: Double?
  /// `TrainingSettings.batchSize`.
  public var batchSize: Int?
  /// `TrainingSettings.maxEpochs`.
  public var maxEpochs: Int?
  /// `TrainingSettings.patience`.
  public var patience: Int?
  /// `TrainingSettings.objective`.
  public var objective: Objective?
  /// `TrainingSettings.stopping`.
  public var stopping: Stopping?
  /// `TrainingSettings.weightDecay`.
  public var weightDecay: Double?
  /// `TrainingSettings.weightDecayRows`.
  public var weightDecayRows: Int?
  /// `TrainingSettings.dropout`.
  public var dropout: Double?
  /// `TrainingSettings.linearPath`.
  public var linearPath: Bool?
  /// `TrainingSettings.headStart`.
  public var baseRateHeads: Bool?
  /// `TrainingSettings.averageDecay`.
  public var averagedWeights: Double?
  /// `TrainingSettings.checkpointsPerEpoch`.
  public var checkpointsPerEpoch: Int?
  /// `TrainingSettings.warmUpEpochs`.
  public var warmUpEpochs: Double?
  /// `TrainingSettings.rateDecay`.
  public var rateDecay: Double?

  /// No changes.
  public init() {}

  /// Whether nothing is changed.
  public var isEmpty: Bool { self == TrainingOptions() }

  /// The settings with these changes.
  public func applied(to settings: TrainingSettings) -> TrainingSettings {
    var result = settings
    func set<Value>(_ path: WritableKeyPath<TrainingSettings, Value>, _ value: Value?) {
      if let value { result[keyPath: path] = value }
    }
    set(\.encoder.widths, trunk)
    set(\.learningRate, learningRate)
    set(\.batchSize, batchSize)
    set(\.maxEpochs, maxEpochs)
    set(\.patience, patience)
    set(\.objective, objective)
    set(\.stopping, stopping)
    set(\.weightDecay, weightDecay)
    set(\.weightDecayRows, weightDecayRows)
    set(\.dropout, dropout)
    set(\.linearPath, linearPath)
    set(\.headStart, baseRateHeads.map { $0 ? .baseRate : .random })
    set(\.averageDecay, averagedWeights)
    set(\.checkpointsPerEpoch, checkpointsPerEpoch)
    set(\.warmUpEpochs, warmUpEpochs)
    set(\.rateDecay, rateDecay)
    return result
  }
}
