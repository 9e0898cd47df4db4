internal import LinearAlgebra
internal import RealModule
internal import Statistics

extension GainPrior {
  /// Ridge penalty on weights, beside the mean square of standardised gains.
  private static let penalty = 0.125

  /// Fits the weights by ridge regression, every panel counting alike whatever its size.
  ///
  /// Inputs and gains are centred within their panel, gains divided by its standard deviation. Panels whose gains do not
  /// vary are left out; one must be left. O(panels * gains * inputs^2), as every panel is left out once.
  ///
  /// - Parameters:
  ///   - panels: what was measured on each.
  ///   - withSkills: whether skills of the tasks are inputs; without them no training at all is needed.
  public init(fittedTo panels: [PriorPanel], withSkills: Bool) {
    let sources = panels.compactMap { Source($0, withSkills: withSkills) }
    self.init(sources, withSkills: withSkills)
    guard sources.count > 1 else { return }
    var errors: [(size: Double, weight: Double)] = []
    for (index, held) in sources.enumerated() {
      let others = Array(sources[..<index] + sources[(index + 1)...])
      let expected = GainPrior(others, withSkills: withSkills).gains(of: held.panel.pairs, inputs: held.panel.inputs)
      let weight = 1 / Double(expected.count * sources.count)
      errors += zip(expected, held.panel.gains).map { (abs($0 - $1), weight) }
    }
    var left = Self.coverage
    halfWidth =
      errors.sorted { $0.size < $1.size }.first { error in
        left -= error.weight
        return left <= 0
      }?.size
  }

  private init(_ sources: [Source], withSkills: Bool) {
    precondition(!sources.isEmpty, "a prior is fitted to gains that vary")
    let names = ScaleFreeInputs.names(withSkills: withSkills)
    var inputs = names.indices.map { Self.input(names[$0], sources.map { $0.values }, column: $0) }
    let weights = Self.weights(sources, inputs)
    for index in inputs.indices { inputs[index].weight = weights[index] }
    self.inputs = inputs
    deviation = Double.exp(Statistics.mean(sources.map { Double.log($0.deviation) })!)
    mean = Statistics.mean(sources.map(\.mean))!
    panels = sources.map(\.panel.name)
    halfWidth = nil
  }

  /// A panel's inputs and the moments of its gains.
  private struct Source {
    let panel: PriorPanel
    let values: Matrix<Double>
    let mean: Double
    let deviation: Double

    /// nil where gains do not vary.
    init?(_ panel: PriorPanel, withSkills: Bool) {
      guard let center = Statistics.mean(panel.gains), let spread = standardDeviation(panel.gains), spread > 0
      else { return nil }
      self.panel = panel
      values = ScaleFreeInputs.values(
        from: panel.inputs.knownValues(of: panel.pairs), inputs: panel.inputs.knownInputs, withSkills: withSkills)
      mean = center
      deviation = spread
    }
  }

  /// Mean and deviation of an input over panels, each counting alike; deviation 1 where it is unknown or constant.
  private static func input(_ name: String, _ values: [Matrix<Double>], column: Int) -> Input {
    let known = values.map { $0.column(column).filter { !$0.isNaN } }.filter { !$0.isEmpty }
    let center = Statistics.mean(known.map { Statistics.mean($0)! }) ?? 0
    let square = Statistics.mean(known.map { Statistics.mean($0.map { ($0 - center) * ($0 - center) })! }) ?? 0
    return Input(name: name, mean: center, deviation: square > 1e-18 ? square.squareRoot() : 1, weight: 0)
  }

  private static func weights(_ sources: [Source], _ inputs: [Input]) -> [Double] {
    var gram = Matrix<Double>(rows: inputs.count, columns: inputs.count)
    var right = [Double](repeating: 0, count: inputs.count)
    let share = 1 / Double(sources.count)
    for source in sources {
      let columns = inputs.enumerated().map { index, input in
        centred(source.values.column(index).map(input.standardised))
      }
      let gains = source.panel.gains.map { ($0 - source.mean) / source.deviation }
      for (row, a) in columns.enumerated() {
        right[row] += share * meanProduct(a, gains)
        for (column, b) in columns.enumerated() { gram[row, column] += share * meanProduct(a, b) }
      }
    }
    for index in inputs.indices { gram[index, index] += penalty }
    guard let factor = CholeskyFactor(gram) else {
      preconditionFailure("a Gram matrix plus a positive penalty is positive definite")
    }
    return factor.solve(right)
  }

  private static func centred(_ values: [Double]) -> [Double] {
    let center = values.reduce(0, +) / Double(max(values.count, 1))
    return values.map { $0 - center }
  }

  private static func meanProduct(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / Double(max(a.count, 1))
  }
}
