internal import Statistics

/// The correlation of predictions with the labels that judge them, or why there is none.
typealias JudgedCorrelation = Result<Double, UndefinedCorrelation>

extension JudgedCorrelation {
  /// Pearson's correlation over all labels.
  static func overall(_ predicted: [Double], _ gains: [Double]) -> JudgedCorrelation {
    guard gains.count >= UndefinedCorrelation.fewestLabels else { return .failure(.fewLabels) }
    let all = [Int](repeating: 0, count: gains.count)
    guard varies(gains, groups: all) else { return .failure(.constantLabels) }
    guard varies(predicted, groups: all), let value = pearsonCorrelation(predicted, gains) else {
      return .failure(.constantPrediction)
    }
    return .success(value)
  }

  /// The same after taking each target's mean off both. A target's mean costs a label, so that as many must be left over
  /// the targets with two or more as a correlation of all labels needs.
  static func within(_ predicted: [Double], _ gains: [Double], targets: [Int]) -> JudgedCorrelation {
    guard gains.count >= UndefinedCorrelation.fewestLabels else { return .failure(.fewLabels) }
    guard gains.count - Set(targets).count >= UndefinedCorrelation.fewestLabels - 1 else {
      return .failure(.fewInTargets)
    }
    guard varies(gains, groups: targets) else { return .failure(.constantLabels) }
    guard varies(predicted, groups: targets),
      let value = withinGroupCorrelation(predicted, gains, group: targets)
    else { return .failure(.constantPrediction) }
    return .success(value)
  }

  /// Whether the values of some group differ by more than rounding.
  private static func varies(_ values: [Double], groups: [Int]) -> Bool {
    var range: [Int: ClosedRange<Double>] = [:]
    for (value, group) in zip(values, groups) {
      let known = range[group] ?? value...value
      range[group] = min(known.lowerBound, value)...max(known.upperBound, value)
    }
    return range.values.contains { $0.upperBound - $0.lowerBound > 1e-12 * max(abs($0.lowerBound), abs($0.upperBound)) }
  }
}

extension [JudgedCorrelation] {
  /// The correlations that exist, if at least half of the choices have one; otherwise why the first without has none.
  var defined: Result<[Double], UndefinedCorrelation> {
    let values = compactMap { try? $0.get() }
    if !values.isEmpty, 2 * values.count >= count { return .success(values) }
    for case .failure(let reason) in self { return .failure(reason) }
    return .failure(.fewLabels)
  }
}
