public import Plans

/// What a method cost and what its plan reached.
public struct MethodResult: Codable, Equatable, Sendable {
  /// Which method.
  public var method: MethodName
  /// Why it did not run; nil where it did, and everything else is nil where it did not.
  public var reason: String?
  /// Trainings that its choice needs, one a fold of a job and one a joint training whose gradients are looked at; those that judge
  /// its plan are not counted.
  public var fits: Int?
  /// Seconds of one thread that those take, told from what the study's jobs took.
  public var seconds: Double?
  /// Correlation of what it says of pairs with measured gains that it has not seen; nil where it values no pairs.
  public var correlation: Double?
  /// The same after taking each target's mean off both.
  public var correlationWithin: Double?
  /// Networks of its plan.
  public var networks: Int?
  /// What its plan reached on development rows.
  public var developed: PlanMeasurement?
  /// What its plan reached on untouched rows; nil where none were set aside.
  public var verified: PlanMeasurement?
  /// Kindred's gain less its own, on untouched rows or, where there are none, on development rows.
  public var difference: Double?
  /// Standard error of `difference` over blocks of rows and replicates.
  public var differenceError: Double?
  /// Chance of so large a difference, either way, between plans that are equally good.
  public var probability: Double?
  /// `probability` after Holm's correction over the methods that are compared.
  public var corrected: Double?

  /// A method that did not run.
  package init(_ method: MethodName, reason: String) {
    self.method = method
    self.reason = reason
  }

  /// A method that ran.
  package init(_ method: MethodName, fits: Int, seconds: Double?) {
    self.method = method
    self.fits = fits
    self.seconds = seconds
  }

  /// The level of significance.
  static let level = 0.05

  /// Whether Kindred's plan is significantly better.
  public var isWorse: Bool { (difference ?? 0) > 0 && (corrected ?? 1) < Self.level }

  /// Whether Kindred's plan is significantly worse.
  public var isBetter: Bool { (difference ?? 0) < 0 && (corrected ?? 1) < Self.level }
}
