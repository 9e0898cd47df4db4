public import Statistics

/// A measured gain: what `target` gains from being trained with its partners (with one, a row of `gains.csv`).
public struct Gain: Equatable, Sendable {
  /// The task that gains or loses, by its index in the panel.
  public var target: Int
  /// The tasks that it is trained with.
  public var partners: TaskSet
  /// Replicates of the set that went into it.
  public var replicates: Int
  /// (loss alone - loss together) / loss alone.
  public var gain: Double
  /// Its standard error over replicates; nil with a single one.
  public var gainSE: Double?
  /// Area under the curve or R2, together minus alone; nil where undefined.
  public var metricBenefit: Double?
  /// The benefit's standard error over replicates; nil with a single one, and where the benefit is undefined.
  public var metricBenefitSE: Double?
  /// The target's mean loss trained alone, over all its replicates.
  public var lossAlone: Double
  /// Its mean loss trained with its partners, less the share of each replicate's luck alone that is taken off
  /// (docs/labels.md).
  public var lossTogether: Double

  /// A gain of its parts; nothing is derived or checked.
  public init(
    target: Int, partners: TaskSet, replicates: Int, gain: Double, gainSE: Double?, metricBenefit: Double?,
    metricBenefitSE: Double?, lossAlone: Double, lossTogether: Double
  ) {
    self.target = target
    self.partners = partners
    self.replicates = replicates
    self.gain = gain
    self.gainSE = gainSE
    self.metricBenefit = metricBenefit
    self.metricBenefitSE = metricBenefitSE
    self.lossAlone = lossAlone
    self.lossTogether = lossTogether
  }

  /// The target and its one partner; traps where it has more.
  public var pair: OrderedPair {
    precondition(partners.count == 1, "a gain from \(partners.count) partners is not one of a pair")
    return OrderedPair(target: target, partner: partners[0])
  }

  /// The one partner; traps where there are more.
  public var partner: Int { pair.partner }
}
