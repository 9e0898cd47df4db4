package import LinearAlgebra

/// The percentile bootstrap interval of a statistic of resampled indices 0..<count (Efron 1979).
///
/// Resamples on which the statistic is nil are left out; nil where that leaves fewer than half of them, or count is 0.
/// `level` in (0, 1). To resample in blocks (all pairs of one task), let the indices be blocks.
package func bootstrapInterval(
  count: Int, resamples: Int = 1000, level: Double = 0.95, random: RandomStream, statistic: ([Int]) -> Double?
) -> ClosedRange<Double>? {
  precondition(level > 0 && level < 1 && resamples > 0, "a level between 0 and 1, at least one resample")
  guard count > 0 else { return nil }
  var values: [Double] = []
  for resample in 0..<resamples {
    var stream = random.split("bootstrap", resample)
    let indices = (0..<count).map { _ in stream.below(count) }
    if let value = statistic(indices) { values.append(value) }
  }
  guard 2 * values.count >= resamples else { return nil }
  values.sort()
  guard let lower = quantile(ascending: values, (1 - level) / 2),
    let upper = quantile(ascending: values, (1 + level) / 2)
  else { return nil }
  return lower...upper
}
