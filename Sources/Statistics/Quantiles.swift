/// The quantile of some values at `probability` in [0, 1], linear between order statistics; nil for no values.
///
/// Hyndman & Fan (1996) type 7, as NumPy and R do by default. O(n log n). Traps on NaN.
package func quantile(_ values: [Double], _ probability: Double) -> Double? {
  quantile(ascending: values.sorted(), probability)
}

/// `quantile` of values that are already ascending; O(1).
package func quantile(ascending values: [Double], _ probability: Double) -> Double? {
  precondition(probability >= 0 && probability <= 1, "a probability lies in [0, 1]")
  guard let last = values.last else { return nil }
  precondition(!last.isNaN, "NaN has no order")
  let position = probability * Double(values.count - 1)
  let lower = Int(position)
  let upper = min(lower + 1, values.count - 1)
  return values[lower] + (position - Double(lower)) * (values[upper] - values[lower])
}

/// The median; nil for no values.
package func median(_ values: [Double]) -> Double? { quantile(values, 0.5) }
