internal import Diagnostics
internal import Grouping
internal import Plans
internal import Reports

extension Study {
  /// The plans as the report shows them: those that were verified, then the other candidates.
  func planOutcomes(_ choice: GroupChoice, _ verification: Verification) -> [PlanOutcome] {
    let verified = verification.scores.map { score in
      outcome(named: score.name, origin: score.origin, choice: choice, verified: score)
    }
    let others = choice.scores.filter { score in !verification.scores.contains { $0.name == score.name } }
      .map { outcome(named: $0.name, origin: $0.origin, choice: choice, verified: nil) }
    return verified + others
  }

  private func outcome(
    named name: String, origin: PlanOrigin, choice: GroupChoice, verified: PlanMeasurement?
  ) -> PlanOutcome {
    let candidate = choice.candidates.first { $0.name == name }
    let developed = choice.scores.first { $0.name == name }
    return PlanOutcome(
      roles: roles(of: name, origin: origin, recommended: choice.recommended.name), name: name,
      groups: candidate?.plan.groups.count ?? choice.recommended.plan.groups.count,
      predictedGain: candidate.map { $0.plan.value / Double(max(1, $0.plan.served.count)) },
      developmentGain: developed.map { Estimate($0.gain, standardError: $0.gainError) },
      verifiedLoss: verified.map { Estimate($0.loss, standardError: $0.lossError) },
      verifiedGain: verified.map { Estimate($0.gain, standardError: $0.gainError) })
  }

  private func roles(of name: String, origin: PlanOrigin, recommended: String) -> [PlanOutcome.Role] {
    let role: PlanOutcome.Role =
      switch origin {
      case .allAlone: .allAlone
      case .allTogether: .allTogether
      case .byKind: .byKind
      case .random: .random
      case .solver: .solver
      }
    return name == recommended ? [.recommended, role] : [role]
  }

  /// How far the recommended plan is ahead of the best of the others on development rows.
  func lead(of choice: GroupChoice) -> (over: String, difference: Estimate)? {
    guard let own = choice.scores.first(where: { $0.name == choice.recommended.name }) else { return nil }
    let rivals = choice.scores.filter { $0.name != own.name }
    guard let rival = rivals.max(by: { $0.gain < $1.gain }), let ahead = own.advantage(over: rival) else { return nil }
    return (rival.name, Estimate(ahead.mean, standardError: ahead.standardError))
  }
}
