public import LinearAlgebra

/// The relations of every pair of tasks, one row a pair a < b in lexicographic order.
public struct RelationTable: Sendable {
  public let taskCount: Int
  /// Column names, as in `relations.csv`.
  public let names: [String]
  /// (pairs, names); NaN where a relation is undefined (an empty cell in the file).
  public let values: Matrix<Double>

  public init(taskCount: Int, names: [String], values: Matrix<Double>) {
    precondition(values.rows == taskCount * (taskCount - 1) / 2 && values.columns == names.count, "shape")
    self.taskCount = taskCount
    self.names = names
    self.values = values
  }

  /// The row of the pair of two different tasks, in either order.
  public func row(of a: Int, _ b: Int) -> Int { Self.pairIndex(min(a, b), max(a, b), taskCount: taskCount) }

  /// The index of a < b among all pairs of `taskCount` tasks in lexicographic order.
  public static func pairIndex(_ a: Int, _ b: Int, taskCount: Int) -> Int {
    precondition(0 <= a && a < b && b < taskCount, "not a pair")
    return a * (2 * taskCount - a - 1) / 2 + (b - a - 1)
  }
}
