internal import Diagnostics
internal import LinearAlgebra
internal import Statistics

/// The relations that look at rows one by one, over a pool of (sampled) rows.
struct SampledRelations: Sendable {
  private let pool: RowPool
  private let allRows: [Int]
  private let distances: DistanceRelations
  private let alignment: AxisAlignment
  private let rankGaps: RankGaps
  private let means: TaskMeans
  /// Rows that two tasks hold, among all and among those of the pool; nil where there are none or all are in the pool.
  private let copies: SetIntersections?
  private let sampledCopies: SetIntersections?

  /// Sweeps over the given rows a task, out of `allRows[t]` rows of which two tasks hold `copies`.
  init(
    _ features: Features, rowsOfTasks: [[Int]], allRows: [Int], means: TaskMeans,
    copies: SetIntersections?, threads: Int, progress: any ProgressReporter, interruption: Interruption
  ) throws {
    let pool = RowPool(rowsOfTasks: rowsOfTasks, rowCount: features.rows)
    let inputs = PoolFeatures(features, pool: pool)
    let sizes = pool.members.map(\.count)
    let totals: PairTotals
    var exact: ExactDistances?
    switch inputs {
    case .dense(let rows):
      exact = ExactDistances(rows: rows, members: pool.members)
      totals = Self.totals(
        DenseDistances(rows: rows, metric: .euclidean), pool: pool, threads: threads, progress: progress,
        interruption: interruption)
    case .binary(let rows):
      totals = Self.totals(
        BinaryDistances(rows: rows), pool: pool, threads: threads, progress: progress, interruption: interruption)
    }
    try interruption.check()
    self.pool = pool
    self.allRows = allRows
    self.means = means
    distances = DistanceRelations(totals: totals, sampledRows: sizes, allRows: allRows, exact: exact, threads: threads)
    alignment = try Self.alignment(inputs, pool: pool, threads: threads, interruption: interruption)
    rankGaps = Self.rankGaps(inputs, features: means.numericFeatures, pool: pool, threads: threads)
    self.copies = copies
    sampledCopies = sizes == allRows ? nil : pool.copies(threads: threads)
    try interruption.check()
  }

  private static func totals(
    _ distances: some LaneDistances, pool: RowPool, threads: Int, progress: any ProgressReporter,
    interruption: Interruption
  ) -> PairTotals {
    let sweep = PairSweep(distances, pool: pool, wantsNeighbours: true)
    progress.begin("distances and neighbours", total: sweep.blockCount)
    let totals = sweep.totals(threads: threads, progress: progress, interruption: interruption)
    progress.end("\(pool.rows.count) rows")
    return totals
  }

  private static func alignment(
    _ inputs: PoolFeatures, pool: RowPool, threads: Int, interruption: Interruption
  ) throws -> AxisAlignment {
    nonisolated(unsafe) var axes = [PrincipalAxes?](repeating: nil, count: pool.members.count)
    axes.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      parallelFor(pool.members.count, threads: threads) { task in
        if !interruption.isRaised { slots[task] = PrincipalAxes(of: pool.members[task], in: inputs) }
      }
    }
    try interruption.check()
    return AxisAlignment(axes.compactMap { $0 }, columns: inputs.columns)
  }

  private static func rankGaps(_ inputs: PoolFeatures, features: [Int], pool: RowPool, threads: Int) -> RankGaps {
    switch inputs {
    case .dense(let rows): RankGaps(rows, features: features, pool: pool, threads: threads)
    case .binary: RankGaps(Matrix(rows: 0, columns: 0), features: [], pool: pool, threads: threads)
    }
  }

  /// The distance columns of the registry for a < b.
  func distanceColumns(_ a: Int, _ b: Int) -> [Double] {
    distances.columns(a, b, sampledCopies: sampledCopies?.shared(a, b) ?? 0, copies: copies?.shared(a, b) ?? 0)
  }

  func axisAlignment(_ a: Int, _ b: Int) -> Double { alignment.mean(a, b) }

  /// (n_a + n_b) times the mean over features of |A - 1/2|; in a 0/1 feature A - 1/2 is half the gap of the means.
  func rankDivergence(_ a: Int, _ b: Int, binaryCity: Double) -> Double {
    let features = means.means.columns
    guard features > 0 else { return .nan }
    let sum = binaryCity / 2 + (means.numericFeatures.isEmpty ? 0 : rankGaps.sum(a, b))
    return Double(allRows[a] + allRows[b]) * sum / Double(features)
  }

  /// The share of the edges of the pooled nearest-neighbour graph that join a and b.
  func crossLink(_ a: Int, _ b: Int) -> Double {
    let rows = pool.members[a].count + pool.members[b].count
    return defined(Double(distances.totals.linkCount(a, b)) / Double(rows * min(nearestCount, rows - 1)))
  }
}
