internal import LinearAlgebra

/// Mean distances within and between tasks, and what is derived from them.
///
/// d_a is the mean over pairs of two different rows of a (undefined for one row), d_ab over all cross pairs. A row that
/// both tasks hold is a cross pair at distance 0. Where rows were sampled, the mean over the sampled pairs of different
/// rows is weighted with the known share of such pairs among all, so sampling shared rows together does not bias it.
struct DistanceRelations: Sendable {
  let totals: PairTotals
  /// Rows that were looked at and rows there are, a task.
  let sampledRows: [Int]
  let allRows: [Int]

  /// d_a; nil for a task of one row.
  func intra(_ a: Int) -> Double? {
    let rows = Double(sampledRows[a])
    guard rows >= 2 else { return nil }
    return max(totals.distanceSum(a, a, pairs: rows * rows) / (rows * (rows - 1)), 0)
  }

  /// d_ab, with `sampledCopies` the sampled rows that both hold and `copies` all of them.
  func cross(_ a: Int, _ b: Int, sampledCopies: Int, copies: Int) -> Double {
    let pairs = Double(sampledRows[a]) * Double(sampledRows[b])
    let sum = max(totals.distanceSum(a, b, pairs: pairs), 0)
    if sampledRows[a] == allRows[a] && sampledRows[b] == allRows[b] { return sum / pairs }
    let different = pairs - Double(sampledCopies)
    let share = 1 - Double(copies) / (Double(allRows[a]) * Double(allRows[b]))
    return different > 0 ? share * sum / different : 0
  }

  /// The ten columns of the family for the pair a < b, in the order of the registry; NaN where undefined.
  func columns(_ a: Int, _ b: Int, sampledCopies: Int, copies: Int) -> [Double] {
    let between = cross(a, b, sampledCopies: sampledCopies, copies: copies)
    let within = (intra(a) ?? .nan, intra(b) ?? .nan)
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
