/// Two different tasks in no order, by their index in the panel.
public struct TaskPair: Hashable, Comparable, Sendable {
  /// The lower index.
  public let a: Int
  /// The higher index.
  public let b: Int

  /// The pair of two different tasks, named in either order; traps where they are one.
  public init(_ one: Int, _ other: Int) {
    precondition(one != other, "a pair is two tasks")
    a = min(one, other)
    b = max(one, other)
  }

  /// Both orders, the lower index as the target first.
  public var ordered: [OrderedPair] { [OrderedPair(target: a, partner: b), OrderedPair(target: b, partner: a)] }

  /// By lower index, then by higher.
  public static func < (one: TaskPair, other: TaskPair) -> Bool { (one.a, one.b) < (other.a, other.b) }

  /// How many pairs there are of `taskCount` tasks.
  public static func count(taskCount: Int) -> Int { taskCount * (taskCount - 1) / 2 }

  /// Every pair of `taskCount` tasks in ascending order: (0, 1), (0, 2), ..., (1, 2), ...
  public static func all(taskCount: Int) -> [TaskPair] {
    (0..<taskCount).flatMap { a in (a + 1..<max(taskCount, a + 1)).map { TaskPair(a, $0) } }
  }

  /// The pair's place among all pairs of `taskCount` tasks.
  public func index(taskCount: Int) -> Int {
    precondition(0 <= a && b < taskCount, "a pair of other tasks")
    return a * (2 * taskCount - a - 1) / 2 + (b - a - 1)
  }
}
