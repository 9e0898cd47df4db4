/// Relations of two tasks by the samples that both measured.
struct OverlapRelations: Sendable {
  /// Below this many shared samples a correlation of labels is noise.
  static let leastSharedRows = 20

  /// Different samples of a and b, and samples of both.
  let samples: (a: Int, b: Int)
  let shared: Int

  /// `sample_overlap` to `extra_rows_b` in the order of the registry; NaN for a task without samples.
  var columns: [Double] {
    let (a, b, both) = (Double(samples.a), Double(samples.b), Double(shared))
    return [
      defined(both / (a + b - both)), defined(both / a), defined(both / b), both, defined((b - both) / a),
      defined((a - both) / b),
    ]
  }

  /// Pearson's correlation from the 8 moments of `SharedSamples`; NaN below 20 samples with two visible labels, and if one
  /// of the targets is constant there.
  static func labelCorrelation(_ moments: UnsafeBufferPointer<Double>) -> Double {
    let count = moments[1]
    guard count >= Double(leastSharedRows) else { return .nan }
    let (x, y) = (moments[2] / count, moments[3] / count)
    let (xx, yy, xy) = (moments[4] / count, moments[5] / count, moments[6] / count)
    let variances = (xx - x * x, yy - y * y)
    // What rounding leaves of the variance of a constant.
    guard variances.0 > 1e-12 * xx && variances.1 > 1e-12 * yy else { return .nan }
    return min(max((xy - x * y) / (variances.0 * variances.1).squareRoot(), -1), 1)
  }
}
