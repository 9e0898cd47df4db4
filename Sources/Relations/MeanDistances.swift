public import LinearAlgebra
internal import Statistics

/// Mean distances within and between groups of rows, for all pairs of groups in one sweep.
public struct MeanDistances: Sendable {
  /// (tasks, tasks), symmetric: off the diagonal the mean distance over all cross pairs, a row of both being at distance 0
  /// from itself; on the diagonal the mean over pairs of two different rows, NaN for a task of fewer than two rows.
  public let values: Matrix<Double>

  /// The distances of tasks whose rows are indices into the rows of `features`, taken as they are.
  ///
  /// Single-precision differences, double-precision sums: 1e-7 relative; exact squares where rows are 0/1. Traps on a task
  /// without rows and on a row that a task names twice. O(S^2 features + S memberships) for S rows in any task; does not
  /// depend on `threads`.
  public init(_ features: Features, tasks: [[Int]], metric: Metric, threads: Int = 1) {
    let pool = RowPool(rowsOfTasks: tasks, rowCount: features.rows)
    precondition(
      pool.members.allSatisfy { !$0.isEmpty && zip($0, $0.dropFirst()).allSatisfy(<) }, "tasks name different rows")
    let totals: PairTotals
    switch (PoolFeatures(features, pool: pool), metric) {
    case (.binary(let rows), .euclidean):
      totals = PairSweep(BinaryDistances(rows: rows), pool: pool, wantsNeighbours: false).totals(threads: threads)
    case (.dense(let rows), _):
      totals = Self.totals(rows, pool: pool, metric: metric, threads: threads)
    case (.binary, .manhattan):
      totals = Self.totals(features.denseRows(pool.rows), pool: pool, metric: metric, threads: threads)
    }
    let sizes = tasks.map(\.count)
    let distances = TaskDistances(totals: totals, sampledRows: sizes, allRows: sizes, threads: threads)
    var values = Matrix<Double>(rows: tasks.count, columns: tasks.count)
    for a in tasks.indices {
      for b in tasks.indices { values[a, b] = a == b ? distances.within[a] : distances.between[a, b] }
    }
    self.values = values
  }

  private static func totals(_ rows: Matrix<Float>, pool: RowPool, metric: Metric, threads: Int) -> PairTotals {
    PairSweep(DenseDistances(rows: rows, metric: metric), pool: pool, wantsNeighbours: false).totals(threads: threads)
  }
}
