/// The priors of `models/prior.json`: one for panels whose tasks were trained alone, one for those where nothing was.
public struct GainPriors: Codable, Equatable, Sendable {
  /// The version of the file.
  public static let formatVersion = 1

  /// The version of the file that they were read from.
  public var formatVersion = Self.formatVersion
  /// With skills of the tasks.
  public var trained: GainPrior
  /// Without.
  public var untrained: GainPrior

  /// The two priors, of one fit to the same panels.
  public init(trained: GainPrior, untrained: GainPrior) {
    self.trained = trained
    self.untrained = untrained
  }

  /// The one that goes with what is known of a panel.
  public func prior(for inputs: PairInputs) -> GainPrior {
    inputs.skills.contains { $0 != nil } ? trained : untrained
  }
}
