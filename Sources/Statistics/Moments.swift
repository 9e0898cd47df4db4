/// The arithmetic mean; nil for no values.
public func mean(_ values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}

/// The weighted mean sum w x / sum w; nil unless the weights add up to more than 0.
///
/// Traps unless there is one weight a value.
package func weightedMean(_ values: [Double], weights: [Double]) -> Double? {
  precondition(values.count == weights.count, "one weight a value")
  let total = weights.reduce(0, +)
  guard total > 0 else { return nil }
  return zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
}

/// The unbiased sample variance (divisor n - 1), in two passes; nil below two values.
package func variance(_ values: [Double]) -> Double? {
  guard values.count > 1, let center = mean(values) else { return nil }
  let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
  return squares / Double(values.count - 1)
}

/// The square root of the unbiased sample variance; nil below two values.
package func standardDeviation(_ values: [Double]) -> Double? {
  variance(values)?.squareRoot()
}

/// The standard error of the mean of independent values, sd / sqrt(n); nil below two values.
package func standardError(_ values: [Double]) -> Double? {
  variance(values).map { ($0 / Double(values.count)).squareRoot() }
}
