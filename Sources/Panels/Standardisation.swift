/// Shifting and scaling a column to mean 0 and standard deviation 1.
package enum Standardisation {
  /// `(x - mean) / sd` with the population standard deviation, NaN (missing) as 0, all 0 where constant.
  ///
  /// Mean and deviation are computed in Double on values divided by the largest magnitude, in two passes, so values up to
  /// the largest Double cannot overflow and a large offset costs no digits beyond those the values lack themselves.
  ///
  /// - Parameter values: finite, or NaN where missing.
  /// - Returns: the scaled values and whether all that are there are equal (also if none is).
  /// - Complexity: O(values), three passes.
  package static func standardise(_ values: [Double]) -> (scaled: [Float], isConstant: Bool) {
    var count = 0.0
    var low = Double.infinity
    var high = -Double.infinity
    for value in values where !value.isNaN {
      low = min(low, value)
      high = max(high, value)
      count += 1
    }
    guard low < high else { return ([Float](repeating: 0, count: values.count), true) }
    let unit = max(abs(low), abs(high))
    var sum = 0.0
    for value in values where !value.isNaN { sum += value / unit }
    var mean = sum / count
    var correction = 0.0
    for value in values where !value.isNaN { correction += value / unit - mean }
    mean += correction / count
    var squares = 0.0
    for value in values where !value.isNaN {
      let deviation = value / unit - mean
      squares += deviation * deviation
    }
    let deviation = (squares / count).squareRoot()
    guard deviation > 0 else { return ([Float](repeating: 0, count: values.count), true) }
    return (values.map { $0.isNaN ? 0 : Float(($0 / unit - mean) / deviation) }, false)
  }
}
