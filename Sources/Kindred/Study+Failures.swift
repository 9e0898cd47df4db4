public import Labels
internal import Plans

extension Study {
  /// The jobs behind the study's results that failed: labels, candidate plans and, where it was made, the verification; nil
  /// where none did.
  ///
  /// Chooses groups where that has not been done yet.
  public func failures() throws -> JobFailures? {
    if choosesHelpers { return try helperFailures() }
    let plan = try labelPlan()
    var jobs = Set(plan.jobs)
    var recommended: Set<Job> = []
    if try !goesByPrior() {
      let choice = try group()
      let replicates = planReplicates(choice)
      for candidate in choice.candidates {
        jobs.formUnion(candidate.jobs(replicates: Array(0..<replicates), phase: .develop))
      }
      for phase in [Job.Phase.develop, .verify] {
        recommended.formUnion(choice.recommended.jobs(replicates: Array(0..<replicates), phase: phase))
      }
      let verified = VerifiedPlan.all(of: choice, replicates: replicates, stream: stream)
      jobs.formUnion(verified.flatMap { $0.jobs(replicates: replicates) })
    }
    return JobFailures(of: jobs, recommended: recommended, in: try journals().content)
  }

  /// The same of a study of primary tasks.
  private func helperFailures() throws -> JobFailures? {
    let choice = try helpers()
    guard choice.isMeasured else { return nil }
    let replicates = settings.plans.replicates
    let jobs = choice.jobs(replicates: replicates) + HelperVerification.jobs(of: choice, replicates: replicates)
    let recommended = choice.primaries.flatMap { primary in
      [Job.Phase.develop, .verify].flatMap { primary.recommended.jobs(replicates: replicates, phase: $0) }
    }
    return JobFailures(of: Set(jobs), recommended: Set(recommended), in: try journals().content)
  }
}
