internal import Diagnostics
internal import LinearAlgebra
internal import Panels
internal import Statistics

/// What relations of all pairs are computed from that looks at rows one by one, over a pool of (sampled) rows.
final class SampledRelations: Sendable {
  let distances: TaskDistances
  let alignment: AxisAlignment
  /// nil where no molecules are known.
  let similarities: TaskSimilarities?
  private let sampledRows: [Int]
  private let allRows: [Int]
  private let links: PairTable<Int32>
  private let rankGaps: RankGaps
  private let featureCount: Int
  private let exact: ExactTerms

  /// The parts of sampled relations that are known exactly; without them the sampled parts stand alone.
  struct ExactTerms: Sendable {
    /// Rows that two tasks hold; nil where there are none.
    var copies: SetIntersections?
    /// Gaps of the means of 0/1 features, by pair.
    var binaryCity: PairTable<Double>?
  }

  /// Sweeps over the given rows a task, out of `allRows[t]` rows.
  init(
    _ panel: PanelInputs, rowsOfTasks: [[Int]], allRows: [Int], numericFeatures: [Int], exact terms: ExactTerms,
    threads: Int, progress: any ProgressReporter, interruption: Interruption
  ) throws {
    let features = panel.features
    let pool = RowPool(rowsOfTasks: rowsOfTasks, rowCount: features.rows)
    let inputs = PoolFeatures(features, pool: pool)
    let sizes = pool.members.map(\.count)
    var distances: ExactDistances?
    let totals: PairTotals
    switch inputs {
    case .dense(let rows):
      distances = ExactDistances(rows: rows, members: pool.members)
      totals = Self.totals(
        DenseDistances(rows: rows, metric: .euclidean), pool: pool, threads: threads, progress: progress,
        interruption: interruption)
    case .binary(let rows):
      totals = Self.totals(
        BinaryDistances(rows: rows), pool: pool, threads: threads, progress: progress, interruption: interruption)
    }
    try interruption.check()
    sampledRows = sizes
    self.allRows = allRows
    featureCount = features.columns
    exact = terms
    self.distances = TaskDistances(
      totals: totals, sampledRows: sizes, allRows: allRows, copies: terms.copies,
      sampledCopies: sizes == allRows ? nil : pool.copies(threads: threads), exact: distances, threads: threads)
    links = totals.links
    alignment = try Self.alignment(inputs, pool: pool, threads: threads, interruption: interruption)
    similarities = panel.molecules.map { TaskSimilarities($0, rowsOfTasks: rowsOfTasks, threads: threads) }
    rankGaps = Self.rankGaps(inputs, features: numericFeatures, pool: pool, threads: threads)
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
    return AxisAlignment(axes.compactMap { $0 }, columns: inputs.columns, threads: threads)
  }

  private static func rankGaps(_ inputs: PoolFeatures, features: [Int], pool: RowPool, threads: Int) -> RankGaps {
    switch inputs {
    case .dense(let rows): RankGaps(rows, features: features, pool: pool, threads: threads)
    case .binary: RankGaps(Matrix(rows: 0, columns: 0), features: [], pool: pool, threads: threads)
    }
  }

  /// (n_a + n_b) times the mean over features of |A - 1/2|; in a 0/1 feature A - 1/2 is half the gap of the means.
  func rankDivergence(_ a: Int, _ b: Int) -> Double {
    guard featureCount > 0 else { return .nan }
    let sum = (exact.binaryCity?[a, b] ?? 0) / 2 + rankGaps.sum(a, b)
    return Double(allRows[a] + allRows[b]) * sum / Double(featureCount)
  }

  /// The share of the edges of the pooled nearest-neighbour graph that join a and b.
  func crossLink(_ a: Int, _ b: Int) -> Double {
    let rows = sampledRows[a] + sampledRows[b]
    return Double(links[a, b]) / Double(rows * min(nearestCount, rows - 1))
  }
}
