internal import Diagnostics
internal import Grouping

/// How the recommended plan held on untouched rows (`metrics.json`).
public struct PlanQuality: Codable, Equatable, Sendable {
  /// The recommended plan's name.
  public var recommended: String
  /// Mean gain a task over training alone by development rows: of a searched plan, what searching on one half of them
  /// reached on the other.
  public var developmentGain: Double?
  /// The standard error of `developmentGain`; nil where it is not known.
  public var developmentError: Double?
  /// Mean gain a task over training alone, on verification rows.
  public var untouchedGain: Double
  /// The standard error of `untouchedGain`; nil where it is not known.
  public var untouchedError: Double?
  /// Development minus untouched: how far the first figure flattered.
  public var optimism: Double?
  /// Of rows and replicates of both; nil where one of them is not known.
  public var optimismError: Double?
  /// The simple plan that did best on untouched rows, and how far the recommended plan is ahead of it there.
  public var bestSimple: String?
  /// The recommended plan's gain less `bestSimple`'s on untouched rows; nil where there is no other simple plan.
  public var leadOverSimple: Double?
  /// Its standard error, of paired differences.
  public var leadOverSimpleError: Double?
  /// The simple plan that was best on development rows, and the recommended plan's lead over it on either rows: whether
  /// the lead that the choice rests on holds.
  public var rival: String?
  /// The lead over `rival` on development rows.
  public var developmentLead: Double?
  /// Its standard error; nil where it is not known.
  public var developmentLeadError: Double?
  /// The lead over `rival` on untouched rows; nil where the two cannot be compared there.
  public var untouchedLead: Double?
  /// Its standard error, of paired differences.
  public var untouchedLeadError: Double?
  /// The plan that did best on untouched rows, and how far it is ahead of the recommended one: 0 where that is the best.
  public var best: String
  /// The gain of `best` less the recommended plan's on untouched rows; at least 0 but for rounding.
  public var regret: Double
  /// Its standard error; 0 where the recommended plan is the best, nil where it is not known.
  public var regretError: Double?

  /// nil where the recommended plan was not verified.
  package init?(of choice: GroupChoice, verification: Verification) {
    self.init(
      of: choice.recommended.name, developed: choice.estimate, lead: choice.lead, verified: verification.scores)
  }

  /// - Parameters:
  ///   - name: the plan that is recommended.
  ///   - developed: what development rows say of it.
  ///   - lead: how far it is ahead of the best simple plan there.
  ///   - scores: what it and its rivals reached on untouched rows; nil where it is not among them.
  init?(
    of name: String, developed: PlanMeasurement?, lead known: (over: String, difference: Estimate)?,
    verified scores: [PlanMeasurement]
  ) {
    guard let own = scores.first(where: { $0.name == name }), !own.gainByReplicate.isEmpty else { return nil }
    recommended = own.name
    developmentGain = developed?.gain
    developmentError = developed?.gainError
    untouchedGain = own.gain
    untouchedError = own.gainError
    optimism = developed.map { $0.gain - own.gain }
    if let developed = developed?.gainError, let untouched = own.gainError {
      optimismError = (developed * developed + untouched * untouched).squareRoot()
    }
    // Random groups are drawn anew in every replicate: nobody can train them as a plan.
    let plans = scores.filter { $0.origin != .random }
    let simple = plans.filter { $0.origin.isSimple && $0.name != own.name }.max { $0.gain < $1.gain }
    bestSimple = simple?.name
    let lead = simple.flatMap { own.advantage(over: $0) }
    leadOverSimple = lead?.mean
    leadOverSimpleError = lead?.standardError
    if let known, let other = scores.first(where: { $0.name == known.over }) {
      let held = own.advantage(over: other)
      rival = known.over
      (developmentLead, developmentLeadError) = (known.difference.value, known.difference.standardError)
      (untouchedLead, untouchedLeadError) = (held?.mean, held?.standardError)
    }
    let top = plans.max { $0.gain < $1.gain } ?? own
    let ahead = top.name == own.name ? (mean: 0, standardError: 0) : top.advantage(over: own)
    best = top.name
    regret = ahead?.mean ?? top.gain - own.gain
    regretError = ahead?.standardError
  }

  /// The simple plan that untouched rows prefer by more than two standard errors; nil where they bear the choice out.
  public var contradiction: (plan: String, lead: Double, standardError: Double)? {
    guard let bestSimple, let leadOverSimple, let leadOverSimpleError, -leadOverSimple > 2 * leadOverSimpleError else {
      return nil
    }
    return (bestSimple, -leadOverSimple, leadOverSimpleError)
  }
}
