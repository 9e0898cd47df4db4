internal import Diagnostics
public import LinearAlgebra

/// What `target` gains from being trained with `partner`, by name.
public struct DirectedGain: Equatable, Sendable {
  /// The name of the task that gains.
  public var target: String
  /// The name of the task it is trained with.
  public var partner: String
  /// nil where the pair is listed without a gain.
  public var gain: Double?
  /// The line of the file that says so, for messages.
  public var line: Int?

  /// A gain as a fraction of the target's loss alone; nothing is checked before `AffinityTable` is made of a list of
  /// them.
  public init(target: String, partner: String, gain: Double?, line: Int? = nil) {
    self.target = target
    self.partner = partner
    self.gain = gain
    self.line = line
  }
}

/// A list of directed gains as a matrix.
public struct AffinityTable: Equatable, Sendable {
  /// The gains that are accepted: a gain is a fraction of a loss, and sums of many stay finite.
  public static let gainBounds = -1e6...1e6

  /// In the order in which the list first names them.
  public let tasks: [String]
  /// (tasks, tasks), element (target, partner); 0 on the diagonal and where no gain is known.
  public let affinities: Matrix<Double>
  /// Ordered pairs that the list does not name; they count as no gain.
  public let missing: Int
  /// Ordered pairs that the list names without a gain; they count as no gain.
  public let empty: Int

  /// Gathers the gains; a pair may come more than once if it says the same.
  ///
  /// - Parameters:
  ///   - gains: of ordered pairs; both tasks are named.
  ///   - file: the file that messages name.
  /// - Throws: `UserError` for an empty list, a task without a name or paired with itself, a gain outside `gainBounds` or
  ///   NaN, and a pair with two gains.
  public init(_ gains: [DirectedGain], file: String? = nil) throws {
    guard gains.contains(where: { $0.gain != nil }) else { throw UserError.noTasksToGroup(file: file) }
    var names: [String] = []
    var indexOf: [String: Int] = [:]
    for gain in gains {
      try Self.check(gain, file: file)
      for name in [gain.target, gain.partner] where indexOf[name] == nil {
        indexOf[name] = names.count
        names.append(name)
      }
    }
    let count = names.count
    var matrix = Matrix<Double>(rows: count, columns: count)
    var entries = [DirectedGain?](repeating: nil, count: count * count)
    for gain in gains {
      guard let target = indexOf[gain.target], let partner = indexOf[gain.partner] else { continue }
      if let value = gain.gain, let before = entries[target * count + partner], let first = before.gain, first != value
      {
        throw UserError.disagreeingGains(
          file, line: gain.line, target: gain.target, partner: gain.partner, found: value, before: first,
          beforeLine: before.line)
      }
      if gain.gain != nil || entries[target * count + partner] == nil { entries[target * count + partner] = gain }
      if let value = gain.gain { matrix[target, partner] = value }
    }
    tasks = names
    affinities = matrix
    missing = entries.count { $0 == nil } - count
    empty = entries.count { $0 != nil && $0?.gain == nil }
  }

  private static func check(_ gain: DirectedGain, file: String?) throws {
    for (name, column) in [(gain.target, "target"), (gain.partner, "partner")] where name.isEmpty {
      throw UserError.unnamedTask(file, line: gain.line, column: column)
    }
    if gain.target == gain.partner { throw UserError.gainFromItself(file, line: gain.line, task: gain.target) }
    if let value = gain.gain, !gainBounds.contains(value) {
      throw UserError.valueOutOfBounds(file, line: gain.line, column: "gain", found: value, bounds: gainBounds)
    }
  }
}
