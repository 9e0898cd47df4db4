internal import LinearAlgebra
internal import Statistics

/// Mean distances within and between tasks.
///
/// d_a is the mean over pairs of two different rows of a (undefined for one row), d_ab over all cross pairs. A row that
/// both tasks hold is a cross pair at distance 0. Where rows were sampled, the mean over the sampled pairs of different
/// rows is weighted with the known share of such pairs among all, so sampling shared rows together does not bias it.
///
/// Gaps of distances lose digits. Where rows hold numbers, the distances within tasks are therefore computed in double
/// precision, and so are those between two tasks whose energy distance is less than 1e-4 of them.
struct TaskDistances: Sendable {
  /// Share of the distance between tasks below which their energy distance needs more digits.
  private static let leastEnergy = 1e-4

  /// d_a; NaN for a task of one row.
  let within: [Double]
  /// d_ab.
  let between: PairTable<Double>

  /// Distances from the sums over the sampled rows, `sampledRows[t]` out of `allRows[t]`.
  ///
  /// - Parameters:
  ///   - copies: rows that two tasks hold; nil where there are none.
  ///   - sampledCopies: the sampled ones of them.
  init(
    totals: PairTotals, sampledRows: [Int], allRows: [Int], copies: SetIntersections? = nil,
    sampledCopies: SetIntersections? = nil, exact: ExactDistances? = nil, threads: Int = 1
  ) {
    let sums =
      exact?.sumsWithinTasks(threads: threads)
      ?? sampledRows.indices.map { totals.distanceSum($0, $0, pairs: Double(sampledRows[$0] * sampledRows[$0])) }
    let within = zip(sums, sampledRows).map { $1 >= 2 ? max($0 / Double($1 * ($1 - 1)), 0) : .nan }
    self.within = within
    between = PairTable(taskCount: sampledRows.count, threads: threads) { pair in
      let sampled = Double(sampledRows[pair.a]) * Double(sampledRows[pair.b])
      /// The mean over all cross pairs from the sum over the sampled ones.
      func mean(_ sum: Double) -> Double {
        if sampledRows[pair.a] == allRows[pair.a] && sampledRows[pair.b] == allRows[pair.b] { return sum / sampled }
        let different = sampled - Double(sampledCopies?.shared(pair.a, pair.b) ?? 0)
        let all = Double(allRows[pair.a]) * Double(allRows[pair.b])
        let share = 1 - Double(copies?.shared(pair.a, pair.b) ?? 0) / all
        return different > 0 ? share * sum / different : 0
      }
      let distance = mean(max(totals.distanceSum(pair.a, pair.b, pairs: sampled), 0))
      guard let exact, (2 * distance - within[pair.a] - within[pair.b]).magnitude < Self.leastEnergy * distance else {
        return distance
      }
      return mean(exact.sum(pair.a, pair.b))
    }
  }
}

/// A ratio, or NaN (an empty cell) where it divides by zero.
func defined(_ ratio: Double) -> Double { ratio.isFinite ? ratio : .nan }
