public import LinearAlgebra
internal import Statistics

/// Count, mean and spread of a number for every pair of some tasks, gathered matrix by matrix; pairs are in the order of
/// `TaskPair.all`.
public struct PairMoments: Sendable {
  /// Tasks whose pairs are counted.
  public let taskCount: Int
  private var counts: [Int32]
  private var sums: [Double]
  private var squares: [Double]

  /// For pairs of `taskCount` tasks.
  public init(taskCount: Int) {
    self.taskCount = taskCount
    let pairs = TaskPair.count(taskCount: taskCount)
    counts = [Int32](repeating: 0, count: pairs)
    sums = [Double](repeating: 0, count: pairs)
    squares = sums
  }

  /// Adds a (tasks, tasks) matrix's upper triangle; NaN counts as not measured.
  public mutating func add(_ matrix: Matrix<Double>) {
    precondition(matrix.rows == taskCount && matrix.columns == taskCount, "one row and column a task")
    for (pair, tasks) in TaskPair.all(taskCount: taskCount).enumerated() {
      let value = matrix[tasks.a, tasks.b]
      guard !value.isNaN else { continue }
      counts[pair] += 1
      sums[pair] += value
      squares[pair] += value * value
    }
  }

  /// Adds what another has gathered about the same tasks.
  public mutating func add(_ other: PairMoments) {
    precondition(other.taskCount == taskCount, "moments of other tasks")
    for pair in counts.indices {
      counts[pair] += other.counts[pair]
      sums[pair] += other.sums[pair]
      squares[pair] += other.squares[pair]
    }
  }

  /// How often a pair was measured.
  public func count(_ pair: Int) -> Int { Int(counts[pair]) }

  /// The mean of a pair; nil where it was never measured.
  public func mean(_ pair: Int) -> Double? { counts[pair] > 0 ? sums[pair] / Double(counts[pair]) : nil }

  /// sd / sqrt(n) of a pair, as if its measurements were independent; nil below two.
  public func standardError(_ pair: Int) -> Double? {
    guard counts[pair] > 1 else { return nil }
    let count = Double(counts[pair])
    let center = sums[pair] / count
    return max(0, (squares[pair] / count - center * center) / (count - 1)).squareRoot()
  }

  /// The means of all pairs, NaN where never measured.
  public var means: [Double] { counts.indices.map { mean($0) ?? .nan } }
}
