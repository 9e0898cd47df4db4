package import LinearAlgebra

/// A row of `probe/similarity.csv` with a similarity.
package struct WeighedSimilarity {
  package var a: Int
  package var b: Int
  package var similarity: Double
  /// Of the tasks' overlap, 0...1.
  package var weight: Double

  /// The similarities drawn in to their weighted mean where the overlap is small: (tasks, tasks), NaN where there is none;
  /// nil where no pair has a weight.
  package static func matrix(_ pairs: [WeighedSimilarity], taskCount: Int) -> Matrix<Double>? {
    let weights = pairs.reduce(0) { $0 + $1.weight }
    guard weights > 0 else { return nil }
    let center = pairs.reduce(0) { $0 + $1.weight * $1.similarity } / weights
    var result = Matrix<Double>(rows: taskCount, columns: taskCount, filledWith: .nan)
    for pair in pairs where pair.weight > 0 {
      let value = center + pair.weight * (pair.similarity - center)
      result[pair.a, pair.b] = value
      result[pair.b, pair.a] = value
    }
    return result
  }
}
