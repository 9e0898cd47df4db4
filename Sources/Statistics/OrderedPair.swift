/// A task that gains, and the one it is trained with, by their index in the panel.
public struct OrderedPair: Hashable, Codable, Sendable {
  /// The task that gains.
  public var target: Int
  /// The task that it is trained with.
  public var partner: Int

  /// A pair of two tasks; that they differ is not checked.
  public init(target: Int, partner: Int) {
    self.target = target
    self.partner = partner
  }

  /// The same two tasks without their order; traps where they are one.
  public var unordered: TaskPair { TaskPair(target, partner) }

  /// Every ordered pair of `taskCount` tasks, by target, then partner.
  public static func all(taskCount: Int) -> [OrderedPair] {
    (0..<taskCount).flatMap { target in
      (0..<taskCount).filter { $0 != target }.map { OrderedPair(target: target, partner: $0) }
    }
  }
}
