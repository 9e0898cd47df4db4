internal import Diagnostics
public import LinearAlgebra

/// What `target` gains from being trained with `partner`, by name.
public struct DirectedGain: Equatable, Sendable {
  public var target: String
  public var partner: String
  public var gain: Double

  public init(target: String, partner: String, gain: Double) {
    self.target = target
    self.partner = partner
    self.gain = gain
  }
}

/// A list of directed gains as a matrix.
public struct AffinityTable: Equatable, Sendable {
  /// In the order in which the list first names them.
  public let tasks: [String]
  /// (tasks, tasks), element (target, partner); 0 on the diagonal and where nothing was given.
  public let affinities: Matrix<Double>
  /// Ordered pairs that the list does not give, which count as no gain.
  public let missing: Int

  /// Gathers the gains; a pair that comes more than once gets the mean.
  ///
  /// - Throws: `UserError` for an empty list, a gain that is not finite, or a task paired with itself.
  public init(_ gains: [DirectedGain]) throws {
    guard !gains.isEmpty else { throw UserError.noTasksToGroup }
    var names: [String] = []
    var indexOf: [String: Int] = [:]
    for gain in gains {
      try Self.check(gain)
      for name in [gain.target, gain.partner] where indexOf[name] == nil {
        indexOf[name] = names.count
        names.append(name)
      }
    }
    var sums = Matrix<Double>(rows: names.count, columns: names.count)
    var counts = [Int](repeating: 0, count: names.count * names.count)
    for gain in gains {
      guard let target = indexOf[gain.target], let partner = indexOf[gain.partner] else { continue }
      sums[target, partner] += gain.gain
      counts[target * names.count + partner] += 1
    }
    for index in counts.indices where counts[index] > 1 { sums.elements[index] /= Double(counts[index]) }
    tasks = names
    affinities = sums
    missing = counts.count { $0 == 0 } - names.count
  }

  private static func check(_ gain: DirectedGain) throws {
    if gain.target == gain.partner {
      throw UserError.badGain(
        target: gain.target, partner: gain.partner, found: "one of a task with itself", expected: "two different tasks")
    }
    if !gain.gain.isFinite {
      throw UserError.badGain(
        target: gain.target, partner: gain.partner, found: "\(gain.gain)", expected: "a finite number")
    }
  }
}
