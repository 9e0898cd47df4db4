internal import LinearAlgebra
public import Statistics

/// What a partner brings on panels that were measured before: gains expected where no pair of this panel is.
///
/// A linear model of scale-free inputs, fitted over panels. Which partner is better carries over from panel to panel; how
/// far gains differ and what their mean is does not, so weights are learned on gains in deviations of their panel, and
/// predictions have the typical deviation and mean.
public struct GainPrior: Codable, Equatable, Sendable {
  /// One input, standardised as (x - mean) / deviation; unknown values count as the mean.
  public struct Input: Codable, Equatable, Sendable {
    /// What files call the input.
    public var name: String
    /// Its mean over the measured pairs of all panels.
    public var mean: Double
    /// Its standard deviation over them; above 0.
    public var deviation: Double
    /// Deviations of gain per deviation of the input.
    public var weight: Double
  }

  /// Scale-free relations in a fixed order, then skills where it uses them.
  public let inputs: [Input]
  /// The typical standard deviation of a panel's gains, and the mean gain over panels.
  public let deviation: Double
  /// The mean gain over panels, expected where all inputs are at their means.
  public let mean: Double
  /// The panels it was fitted to.
  public let panels: [String]
  /// Half the width of the interval that held `coverage` of the gains of panels left out in turn, panels counting alike;
  /// nil where it was fitted to one panel.
  public internal(set) var halfWidth: Double?

  /// The share of gains that intervals are meant to hold.
  public static let coverage = 0.9
  /// Standardised inputs are drawn in to this many deviations.
  static let limit = 5.0

  /// Whether it needs the tasks' skills.
  public var usesSkills: Bool { inputs.count > ScaleFreeInputs.definitions.count }

  /// Whether its inputs are those of this version in their order, and all numbers can be calculated with.
  public var isUsable: Bool {
    let numbers = inputs.flatMap { [$0.mean, $0.weight, $0.deviation] } + [mean, deviation, halfWidth ?? 0]
    return inputs.map(\.name) == ScaleFreeInputs.names(withSkills: usesSkills)
      && numbers.allSatisfy(\.isFinite) && inputs.allSatisfy { $0.deviation > 0 } && deviation >= 0
  }

  /// The expected gains of ordered pairs of any panel. O(pairs * inputs).
  public func gains(of pairs: [OrderedPair], inputs known: PairInputs) -> [Double] {
    gains(at: known.knownValues(of: pairs), inputs: known.knownInputs)
  }

  /// The same from a predictor's inputs: (pairs, inputs).
  func gains(at known: Matrix<Double>, inputs knownInputs: [PairInput]) -> [Double] {
    let values = ScaleFreeInputs.values(from: known, inputs: knownInputs, withSkills: usesSkills)
    return (0..<values.rows).map { row in
      zip(inputs, values.row(row)).reduce(mean) { $0 + deviation * $1.0.weight * $1.0.standardised($1.1) }
    }
  }

  /// The same with intervals; they are infinitely wide where the prior was fitted to a single panel.
  public func predictions(of pairs: [OrderedPair], inputs known: PairInputs) -> [GainPrediction] {
    zip(pairs, gains(of: pairs, inputs: known)).map { pair, gain in
      GainPrediction(pair: pair, gain: gain, deviation: halfWidth ?? .infinity, multiplier: 1)
    }
  }
}

extension GainPrior.Input {
  func standardised(_ value: Double) -> Double {
    value.isNaN ? 0 : min(GainPrior.limit, max(-GainPrior.limit, (value - mean) / deviation))
  }
}
