/// Different tasks in no order, by their index in the panel.
public struct TaskSet: Hashable, Sendable {
  /// Ascending.
  public let tasks: [Int]

  /// The set of some tasks in any order; one that is named twice is in it once.
  public init(_ tasks: some Sequence<Int>) {
    if let known = tasks as? TaskSet {
      self = known
      return
    }
    if let list = tasks as? [Int], zip(list, list.dropFirst()).allSatisfy(<) {
      self.tasks = list
      return
    }
    let sorted = tasks.sorted()
    let isSet = zip(sorted, sorted.dropFirst()).allSatisfy(<)
    self.tasks = isSet ? sorted : Set(sorted).sorted()
  }

  /// The set of the two tasks of a pair.
  public init(_ pair: TaskPair) { tasks = [pair.a, pair.b] }

  /// The two tasks of a set of two; nil of any other.
  public var pair: TaskPair? { tasks.count == 2 ? TaskPair(tasks[0], tasks[1]) : nil }

  /// The set without one of its tasks.
  public func removing(_ task: Int) -> TaskSet { TaskSet(tasks.filter { $0 != task }) }
}

extension TaskSet: RandomAccessCollection {
  /// 0.
  public var startIndex: Int { tasks.startIndex }
  /// How many tasks there are.
  public var endIndex: Int { tasks.endIndex }
  /// A task by its place in ascending order.
  public subscript(position: Int) -> Int { tasks[position] }
}

extension TaskSet: ExpressibleByArrayLiteral {
  /// The set of the tasks that are listed, in any order.
  public init(arrayLiteral tasks: Int...) { self.init(tasks) }
}

extension TaskSet: Comparable {
  /// Lexicographically.
  public static func < (one: TaskSet, other: TaskSet) -> Bool { one.tasks.lexicographicallyPrecedes(other.tasks) }
}

extension TaskSet: Codable {
  /// From a list of task indices.
  public init(from decoder: any Decoder) throws { self.init(try [Int](from: decoder)) }

  /// Writes the ascending list of task indices.
  public func encode(to encoder: any Encoder) throws { try tasks.encode(to: encoder) }
}
