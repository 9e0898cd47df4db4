internal import LinearAlgebra

/// A value for every pair of some tasks.
package struct PairTable<Value: Sendable>: Sendable {
  package let taskCount: Int
  /// In the order of `TaskPair.all`.
  package var values: [Value]

  /// The table of given values in the order of `TaskPair.all`; traps unless there is one a pair.
  package init(taskCount: Int, values: [Value]) {
    precondition(values.count == TaskPair.count(taskCount: taskCount), "one value a pair")
    self.taskCount = taskCount
    self.values = values
  }

  /// Works out all values on up to `threads` threads, the pairs of one lower index on one of them.
  package init(taskCount: Int, threads: Int = 1, value: @Sendable (TaskPair) -> Value) {
    self.init(taskCount: taskCount, threads: threads) { a, slots in
      for b in a + 1..<taskCount { slots(b, value(TaskPair(a, b))) }
    }
  }

  /// The same where the pairs of one lower index `a` are worked out together: `row` calls its second argument with the value
  /// of every `b` in a + 1..<taskCount, once and in ascending order.
  package init(taskCount: Int, threads: Int = 1, row: @Sendable (Int, (_ b: Int, Value) -> Void) -> Void) {
    self.taskCount = taskCount
    values = [Value](unsafeUninitializedCapacity: TaskPair.count(taskCount: taskCount)) { buffer, count in
      nonisolated(unsafe) let slots = buffer
      parallelFor(taskCount - 1, threads: threads) { a in
        let start = TaskPair(a, a + 1).index(taskCount: taskCount)
        row(a) { b, value in (slots.baseAddress! + start + b - a - 1).initialize(to: value) }
      }
      count = buffer.count
    }
  }

  package subscript(pair: TaskPair) -> Value {
    get { values[pair.index(taskCount: taskCount)] }
    set { values[pair.index(taskCount: taskCount)] = newValue }
  }

  /// The value of two different tasks, in either order.
  package subscript(one: Int, other: Int) -> Value { self[TaskPair(one, other)] }
}
