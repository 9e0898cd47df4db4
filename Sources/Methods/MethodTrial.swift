package import Labels
internal import LinearAlgebra
package import Plans
internal import Statistics

/// A method's plan, to be trained and judged as Kindred's own.
package struct MethodTrial: Sendable {
  package var result: MethodResult
  package var candidate: CandidatePlan?

  /// Runs a method on evidence that holds its jobs.
  ///
  /// - Parameters:
  ///   - fits, seconds: what its jobs cost.
  ///   - own: correlations with fresh gains by the study's own evaluation, for methods that are part of it.
  package init(
    _ name: MethodName, evidence: MethodEvidence, fits: Int, seconds: Double?,
    own: (overall: Double?, within: Double?)?
  ) throws {
    do {
      let proposal = try name.method.proposal(from: evidence)
      var result = MethodResult(name, fits: fits, seconds: seconds)
      let fresh = own ?? Self.correlations(proposal, evidence: evidence)
      result.correlation = fresh.overall
      result.correlationWithin = fresh.within
      let candidate = CandidatePlan(name: name.rawValue, origin: .solver, plan: proposal.plan)
      result.networks = candidate.networkCount
      self.result = result
      self.candidate = candidate
    } catch let refusal as MethodRefusal {
      result = MethodResult(name, reason: refusal.reason)
    }
  }

  /// How what a proposal says of pairs goes with gains of replicates that it has not seen.
  private static func correlations(
    _ proposal: MethodProposal, evidence: MethodEvidence
  ) -> (overall: Double?, within: Double?) {
    guard let affinities = proposal.affinities else { return (nil, nil) }
    let gains = GainEstimator(fittedTo: evidence.labels).gains(from: evidence.labels) {
      !proposal.seenReplicates.contains($0)
    }.filter { affinities[$0.target, $0.partner].isFinite }
    let said = gains.map { affinities[$0.target, $0.partner] }
    return (
      pearsonCorrelation(said, gains.map(\.gain)),
      withinGroupCorrelation(said, gains.map(\.gain), group: gains.map(\.target))
    )
  }

  /// The jobs that judge the plan, every task alone among them.
  package func jobs(replicates: Int, verifies: Bool) -> [Job] {
    guard let candidate else { return [] }
    let all = Array(0..<replicates)
    return candidate.jobs(replicates: all, phase: .develop)
      + (verifies ? candidate.jobs(replicates: all, phase: .verify) : [])
  }

  /// The same judged by what was measured.
  package func judged(by losses: LossTable, replicates: Int, verifies: Bool) -> MethodResult {
    guard let candidate else { return result }
    guard jobs(replicates: replicates, verifies: verifies).allSatisfy({ losses.isComplete($0) }) else {
      return MethodResult(result.method, reason: "a network of its plan gave no outcome")
    }
    var result = result
    let all = Array(0..<replicates)
    result.developed = PlanMeasurement(candidate, in: losses, phase: .develop, replicates: all)
    if verifies { result.verified = PlanMeasurement(candidate, in: losses, phase: .verify, replicates: all) }
    return result
  }
}
