internal import LinearAlgebra
internal import Statistics

/// The leading principal axes of one task's rows.
///
/// An axis is defined where it is unique: its variance is more than 1e-6 of the largest, and so are the gaps to the
/// variances before and after it. A task of one row, or of equal rows, has none; one of two rows has one.
struct PrincipalAxes: Sendable {
  /// Axes that `pca_alignment` compares.
  static let count = 3
  /// Share of the largest variance below which a variance or a gap of variances counts as none.
  static let separation = 1e-6
  /// Size up to which the smaller of covariance and Gram matrix is decomposed whole.
  static let directSize = 96

  /// Unit vectors over the features, or nil where the axis is not defined; `count` of them.
  let axes: [[Double]?]

  /// The axes of the given members of a pool.
  init(of members: [Int32], in features: PoolFeatures) {
    let rows = CentredRows(members, of: features)
    let rank = min(rows.count - 1, rows.columns)
    guard rank > 0 else {
      axes = Array(repeating: nil, count: Self.count)
      return
    }
    let leading =
      min(rows.count, rows.columns) <= Self.directSize
      ? rows.decomposed() : BlockKrylov(rows, leading: Self.count).solve() ?? rows.decomposed()
    axes = Self.uniqueAxes(leading, dimensions: rows.columns)
  }

  /// Keeps the axes that are unique among descending variances; what is not listed has variance 0 or less than the last.
  private static func uniqueAxes(_ leading: [CentredRows.Axis], dimensions: Int) -> [[Double]?] {
    let least = separation * (leading.first?.variance ?? 0)
    return (0..<count).map { place in
      guard place < leading.count, leading[place].variance > least else { return nil }
      let before = place == 0 ? Double.infinity : leading[place - 1].variance
      let after = place + 1 < leading.count ? leading[place + 1].variance : place + 1 < dimensions ? 0 : -.infinity
      let isUnique = before - leading[place].variance > least && leading[place].variance - after > least
      return isUnique ? leading[place].direction : nil
    }
  }
}

/// `pca_alignment` of all pairs: the mean absolute cosine of the axes of equal place that both tasks have.
struct AxisAlignment: Sendable {
  /// NaN where no axis is defined for both.
  private let means: PairTable<Double>

  init(_ tasks: [PrincipalAxes], columns: Int, threads: Int) {
    let taskCount = tasks.count
    let isDefined = tasks.map { $0.axes.map { $0 != nil } }
    var sums = PairTable(taskCount: taskCount) { _ in 0.0 }
    for place in 0..<PrincipalAxes.count {
      let zero = [Double](repeating: 0, count: columns)
      let matrix = Matrix(
        rows: taskCount, columns: columns, elements: tasks.flatMap { $0.axes[place] ?? zero })
      let cosines = matrix.multiplied(byTransposeOf: matrix)
      let before = sums
      sums = PairTable(taskCount: taskCount, threads: threads) { pair in
        let sum = before[pair]
        guard isDefined[pair.a][place] && isDefined[pair.b][place] else { return sum }
        return sum + min(cosines.elements[pair.a * taskCount + pair.b].magnitude, 1)
      }
    }
    let added = sums
    means = PairTable(taskCount: taskCount, threads: threads) { pair in
      let count = (0..<PrincipalAxes.count).count { isDefined[pair.a][$0] && isDefined[pair.b][$0] }
      return count > 0 ? added[pair] / Double(count) : .nan
    }
  }

  func mean(_ a: Int, _ b: Int) -> Double { means[a, b] }
}
