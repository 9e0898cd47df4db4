internal import LinearAlgebra

/// The rows of each task that the relations look at: all of them, or a seeded sample of those of large tasks.
///
/// Every row of the panel draws one priority, and a task that is too large keeps its rows of lowest priority. Each
/// sample is a uniform one without replacement, and tasks that share rows share their sampled rows as far as possible
/// (coordinated bottom-k sampling: Cohen & Kaplan 2007), which keeps the pool of distinct rows small.
struct RowSample: Sendable {
  /// `rows[t]`: ascending panel rows of task t.
  let rows: [[Int]]
  /// The most rows a task may keep; below the settings' number where the pool would have been too large.
  let rowsPerTask: Int

  /// O(rows log rows).
  init(rowsOfTasks: [[Int]], rowCount: Int, settings: RelationSettings) {
    let ranked = Self.rankedRows(rowsOfTasks, rowCount: rowCount, limit: settings.maxRowsPerTask, seed: settings.seed)
    let limit = Self.largestLimit(
      ranked, rowCount: rowCount, upTo: settings.maxRowsPerTask, poolRows: settings.maxPoolRows)
    rowsPerTask = limit
    rows = zip(rowsOfTasks, ranked).map { all, ranked in
      all.count <= limit ? all : ranked.prefix(limit).sorted()
    }
  }

  /// The rows of each task by ascending priority, at most `limit` of them.
  private static func rankedRows(_ rowsOfTasks: [[Int]], rowCount: Int, limit: Int, seed: UInt64) -> [[Int]] {
    let order = RandomStream(seed: seed).split("relation rows")
    var generator = order
    var rank = [Int32](repeating: 0, count: rowCount)
    for (position, row) in generator.permutation(rowCount).enumerated() { rank[row] = Int32(position) }
    return rowsOfTasks.map { rows in Array(rows.sorted { rank[$0] < rank[$1] }.prefix(limit)) }
  }

  /// The largest number of rows a task for which all samples together hold at most `poolRows` different rows; at least 2.
  private static func largestLimit(_ ranked: [[Int]], rowCount: Int, upTo most: Int, poolRows: Int) -> Int {
    // A row enters the pool as soon as the limit passes its best place in any task.
    var bestPlace = [Int](repeating: Int.max, count: rowCount)
    for rows in ranked {
      for (place, row) in rows.enumerated() { bestPlace[row] = min(bestPlace[row], place) }
    }
    var entering = [Int](repeating: 0, count: most)
    for place in bestPlace where place < most { entering[place] += 1 }
    var poolSize = 0
    for (place, rows) in entering.enumerated() {
      poolSize += rows
      if poolSize > poolRows { return max(place, 2) }
    }
    return most
  }
}
