public import Diagnostics
public import Networks

/// What differs from the plain way of training, for all networks, for those of one task and for those of several.
///
/// What a part leaves out comes from the one before: `[protocol]`, `[training]`, then `[training.alone]` or
/// `[training.together]`. Only what was said is written, so that a study of the plain protocol has the file that it always had.
public struct TrainingSection: Codable, Equatable, Sendable {
  /// The preset that the settings began from; nil where none was named.
  public var like: TrainingPreset?
  /// For all networks.
  public var all = TrainingOptions()
  /// For networks of one task.
  public var alone = TrainingOptions()
  /// For networks of several tasks.
  public var together = TrainingOptions()
  /// What a task's loss counts in a joint one, by the task's name; others count 1.
  public var taskWeights: [String: Double] = [:]

  /// Nothing differs.
  public init() {}

  /// Whether any setting, or a preset, was given.
  public var isGiven: Bool { self != TrainingSection() }

  /// Whether a search may choose how networks are trained: neither a preset nor anything that it tries was given. The joint
  /// loss, its weights and the way of stopping are not its business.
  public var isOpenToSearch: Bool {
    var rest = self
    rest.all.objective = nil
    rest.all.stopping = nil
    rest.taskWeights = [:]
    return !rest.isGiven
  }

  /// Sets an option for all networks: what the parts said of it no longer holds.
  public mutating func set<Value>(_ option: WritableKeyPath<TrainingOptions, Value?>, _ value: Value?) {
    guard let value else { return }
    all[keyPath: option] = value
    alone[keyPath: option] = nil
    together[keyPath: option] = nil
  }

  /// Forgets what was said of an option, for one that `[protocol]` now gives.
  public mutating func forget<Value>(_ option: WritableKeyPath<TrainingOptions, Value?>) {
    all[keyPath: option] = nil
    alone[keyPath: option] = nil
    together[keyPath: option] = nil
  }

  /// Takes the weights of tasks from a table with the columns `task` and `weight`.
  ///
  /// - Throws: `UserError` where it cannot be read, names a task twice, or holds a weight that is not above 0.
  public mutating func readTaskWeights(_ path: String) throws(UserError) {
    taskWeights = try TaskWeightsFile.read(path)
  }

  private enum CodingKeys: String, CodingKey {
    case like, alone, together, taskWeights
  }

  /// The options for all networks stand beside the other keys.
  public func encode(to encoder: any Swift.Encoder) throws {
    try all.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(like, forKey: .like)
    try container.encode(alone, forKey: .alone)
    try container.encode(together, forKey: .together)
    try container.encode(taskWeights, forKey: .taskWeights)
  }

  /// Parts that are not there change nothing.
  public init(from decoder: any Swift.Decoder) throws {
    all = try TrainingOptions(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    like = try container.decodeIfPresent(TrainingPreset.self, forKey: .like)
    alone = try container.decodeIfPresent(TrainingOptions.self, forKey: .alone) ?? TrainingOptions()
    together = try container.decodeIfPresent(TrainingOptions.self, forKey: .together) ?? TrainingOptions()
    taskWeights = try container.decodeIfPresent([String: Double].self, forKey: .taskWeights) ?? [:]
  }
}
