/// A measured gain: what `target` gains from being trained with `partner` (a row of `gains.csv`).
public struct Gain: Equatable, Sendable {
  public var target: Int
  public var partner: Int
  /// Replicates of the pair that went into it.
  public var replicates: Int
  /// (loss alone - loss together) / loss alone.
  public var gain: Double
  /// Its standard error over replicates; nil with a single one.
  public var gainSE: Double?
  /// Area under the curve or R2, together minus alone; nil where undefined.
  public var metricBenefit: Double?
  public var metricBenefitSE: Double?
  public var lossAlone: Double
  public var lossTogether: Double

  public init(
    target: Int, partner: Int, replicates: Int, gain: Double, gainSE: Double?, metricBenefit: Double?,
    metricBenefitSE: Double?, lossAlone: Double, lossTogether: Double
  ) {
    self.target = target
    self.partner = partner
    self.replicates = replicates
    self.gain = gain
    self.gainSE = gainSE
    self.metricBenefit = metricBenefit
    self.metricBenefitSE = metricBenefitSE
    self.lossAlone = lossAlone
    self.lossTogether = lossTogether
  }
}
