public import LinearAlgebra

/// What plans are searched with: estimates of what every target (row) gains from every partner (column), (tasks, tasks) each.
public struct PlanEvidence: Sendable {
  /// The best estimate.
  public var affinities: Matrix<Double>
  /// The global mean, the target's effect and the partner's effect of the measured gains, without any relation; nil where that
  /// is no contender.
  public var partnerEffects: Matrix<Double>?

  /// Evidence of its parts.
  public init(affinities: Matrix<Double>, partnerEffects: Matrix<Double>? = nil) {
    self.affinities = affinities
    self.partnerEffects = partnerEffects
  }
}
