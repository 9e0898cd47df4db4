/// The coefficient of determination 1 - SSE / SST; below 0 where worse than the mean.
///
/// nil below two rows or where the targets are constant.
package func coefficientOfDetermination(predictions: [Double], targets: [Double]) -> Double? {
  guard let error = meanSquaredError(predictions: predictions, targets: targets), let spread = variance(targets),
    spread > 0
  else { return nil }
  let count = Double(targets.count)
  return 1 - error * count / (spread * (count - 1))
}

/// The mean squared error; nil for no rows.
package func meanSquaredError(predictions: [Double], targets: [Double]) -> Double? {
  precondition(predictions.count == targets.count, "one prediction a row")
  return mean(zip(predictions, targets).map { ($0 - $1) * ($0 - $1) })
}

/// The root mean squared error; nil for no rows.
package func rootMeanSquaredError(predictions: [Double], targets: [Double]) -> Double? {
  meanSquaredError(predictions: predictions, targets: targets)?.squareRoot()
}

/// The mean absolute error; nil for no rows.
package func meanAbsoluteError(predictions: [Double], targets: [Double]) -> Double? {
  precondition(predictions.count == targets.count, "one prediction a row")
  return mean(zip(predictions, targets).map { abs($0 - $1) })
}
