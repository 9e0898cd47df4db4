internal import LinearAlgebra
internal import Statistics

/// How far the mean rows of all pairs of tasks are apart.
struct MeanGaps: Sendable {
  /// The Euclidean distance of the mean rows.
  let euclidean: PairTable<Double>
  /// The sum of the absolute gaps of the features that are 0 or 1 in every row of the panel.
  let binaryCity: PairTable<Double>

  /// O(tasks^2 features).
  init(_ means: TaskMeans, threads: Int) {
    let gaps = PairTable(taskCount: means.means.rows, threads: threads) { means.gaps($0.a, $0.b) }
    euclidean = PairTable(taskCount: gaps.taskCount, values: gaps.values.map(\.euclidean))
    binaryCity = PairTable(taskCount: gaps.taskCount, values: gaps.values.map(\.binaryCity))
  }
}
