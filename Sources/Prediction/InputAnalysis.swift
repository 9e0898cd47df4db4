internal import LinearAlgebra
internal import Statistics

/// How one input goes with the measured gains, alone (Ayman et al., section 4.2 and appendix A.2).
public struct InputAnalysis: Codable, Equatable, Sendable {
  /// What files call the input.
  public var name: String
  /// Pearson's correlation with the gains where the input is known; nil where either does not vary.
  public var correlation: Double?
  /// R2 of the least-squares parabola of the gains on this input alone, adjusted for its two coefficients; nil below 5 gains.
  public var r2: Double?

  /// Every input of `inputs` against the gains of `labels`, in the inputs' order. Gains whose input is unknown are left out.
  public static func all(of inputs: PairInputs, labels: GainLabels) -> [InputAnalysis] {
    let values = inputs.values(of: labels.labels.map(\.pair))
    return inputs.inputs.enumerated().map { index, input in
      let known = labels.labels.indices.filter { !values[$0, index].isNaN }
      let x = known.map { values[$0, index] }
      let y = known.map { labels.labels[$0].gain }
      return InputAnalysis(name: input.name, correlation: pearsonCorrelation(x, y), r2: parabolaR2(x, y))
    }
  }

  private static func parabolaR2(_ x: [Double], _ y: [Double]) -> Double? {
    guard x.count >= 5, let center = mean(x), let spread = standardDeviation(x), spread > 1e-9 * abs(center),
      let level = mean(y), let total = variance(y), total > 0
    else { return nil }
    let z = x.map { ($0 - center) / spread }
    let basis = IndependentColumns([z.map { _ in 1 }, z, z.map { $0 * $0 }])
    let columns = basis.kept.map { index in z.map { index == 0 ? 1 : index == 1 ? $0 : $0 * $0 } }
    var gram = Matrix<Double>(rows: columns.count, columns: columns.count)
    for (row, a) in columns.enumerated() {
      for (column, b) in columns.enumerated() { gram[row, column] = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    guard let factor = CholeskyFactor(gram) else { return nil }
    let weights = factor.solve(columns.map { column in zip(column, y).reduce(0) { $0 + $1.0 * ($1.1 - level) } })
    let fitted = z.indices.map { row in zip(weights, columns).reduce(level) { $0 + $1.0 * $1.1[row] } }
    let error = zip(y, fitted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(y.count - columns.count)
    return 1 - error / total
  }
}
