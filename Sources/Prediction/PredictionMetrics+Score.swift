internal import Statistics

extension PredictionMetrics.Score {
  /// From the correlations of each choice, or why they have none.
  init(
    contender: Contender, overall: Result<[Double], UndefinedCorrelation>,
    within: Result<[Double], UndefinedCorrelation>, ceiling: Double?, ceilingWithin: Double?, rmse: Double
  ) {
    func corrected(_ value: Double?, _ ceiling: Double?) -> Double? {
      guard let value, let ceiling, ceiling > 0.05 else { return nil }
      return value / ceiling
    }
    self.contender = contender
    self.rmse = rmse
    correlationInterval = []
    switch overall {
    case .success(let values):
      correlation = mean(values)
      correlationSD = standardDeviation(values)
      correlationInterval = [0.05, 0.95].compactMap { quantile(values, $0) }
    case .failure(let reason): undefined = reason
    }
    switch within {
    case .success(let values):
      correlationWithin = mean(values)
      correlationWithinSD = standardDeviation(values)
    case .failure(let reason): undefinedWithin = reason
    }
    self.corrected = corrected(correlation, ceiling)
    correctedWithin = corrected(correlationWithin, ceilingWithin)
  }
}
