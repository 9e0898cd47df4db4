internal import LinearAlgebra

/// Mean distances within and between tasks, and what is derived from them.
///
/// d_a is the mean over pairs of two different rows of a (undefined for one row), d_ab over all cross pairs. A row that
/// both tasks hold is a cross pair at distance 0. Where rows were sampled, the mean over the sampled pairs of different
/// rows is weighted with the known share of such pairs among all, so sampling shared rows together does not bias it.
///
/// Gaps of distances lose digits. Where rows hold numbers, the distances within tasks are therefore computed in double
/// precision, and so are those between two tasks whose energy distance is less than 1e-4 of them.
struct DistanceRelations: Sendable {
  /// Share of the distance between tasks below which their energy distance needs more digits.
  private static let leastEnergy = 1e-4

  let totals: PairTotals
  /// Rows that were looked at and rows there are, a task.
  private let sampledRows: [Int]
  private let allRows: [Int]
  private let exact: ExactDistances?
  /// d_a; NaN for a task of one row.
  private let within: [Double]

  init(totals: PairTotals, sampledRows: [Int], allRows: [Int], exact: ExactDistances? = nil, threads: Int = 1) {
    self.totals = totals
    self.sampledRows = sampledRows
    self.allRows = allRows
    self.exact = exact
    let sums =
      exact?.sumsWithinTasks(threads: threads)
      ?? sampledRows.indices.map { totals.distanceSum($0, $0, pairs: Double(sampledRows[$0] * sampledRows[$0])) }
    within = zip(sums, sampledRows).map { $1 >= 2 ? max($0 / Double($1 * ($1 - 1)), 0) : .nan }
  }

  /// d_a; NaN for a task of one row.
  func intra(_ a: Int) -> Double { within[a] }

  /// d_ab, with `sampledCopies` the sampled rows that both hold and `copies` all of them.
  func cross(_ a: Int, _ b: Int, sampledCopies: Int, copies: Int) -> Double {
    let pairs = Double(sampledRows[a]) * Double(sampledRows[b])
    let sum = max(totals.distanceSum(a, b, pairs: pairs), 0)
    let distance = mean(sum, a, b, sampledCopies: sampledCopies, copies: copies)
    guard let exact, (2 * distance - within[a] - within[b]).magnitude < Self.leastEnergy * distance else {
      return distance
    }
    return mean(exact.sum(a, b), a, b, sampledCopies: sampledCopies, copies: copies)
  }

  /// The mean over all cross pairs from the sum over the sampled ones.
  private func mean(_ sum: Double, _ a: Int, _ b: Int, sampledCopies: Int, copies: Int) -> Double {
    let pairs = Double(sampledRows[a]) * Double(sampledRows[b])
    if sampledRows[a] == allRows[a] && sampledRows[b] == allRows[b] { return sum / pairs }
    let different = pairs - Double(sampledCopies)
    let share = 1 - Double(copies) / (Double(allRows[a]) * Double(allRows[b]))
    return different > 0 ? share * sum / different : 0
  }

  /// The eight columns of the family for the pair a < b, in the order of the registry; NaN where undefined.
  func columns(_ a: Int, _ b: Int, sampledCopies: Int, copies: Int) -> [Double] {
    let between = cross(a, b, sampledCopies: sampledCopies, copies: copies)
    let within = (within[a], within[b])
    let gap = (within.0 - within.1).magnitude
    let sum = within.0 + within.1
    let geometric = (within.0 * within.1).squareRoot()
    return [
      within.0, within.1, between, defined(gap / sum), defined(gap / geometric), defined(between / sum),
      defined(between / geometric), 2 * between - within.0 - within.1,
    ]
  }
}

/// A ratio, or NaN (an empty cell) where it divides by zero.
func defined(_ ratio: Double) -> Double { ratio.isFinite ? ratio : .nan }
