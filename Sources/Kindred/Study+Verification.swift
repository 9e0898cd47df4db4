internal import Diagnostics
internal import Grouping
internal import Labels
internal import LinearAlgebra
internal import Panels
internal import Tables

extension Study {
  /// Trains the recommended plan and the reference plans on development rows and scores them on the verification rows.
  @discardableResult
  public func verify() throws -> Verification {
    let choice = try group()
    let isSplit = try panel().panel.givenSplits != nil
    guard isSplit || settings.protocol.verifyFraction > 0 else {
      throw UserError.nothingToVerifyOn()
    }
    let plans = verifiedPlans(choice)
    let inputs = [try text(choice), "\(settings.plans.replicates)"]
    try perform("verify", inputs: inputs, files: [folder.verification]) {
      let jobs = plans.flatMap { $0.jobs(replicates: settings.plans.replicates) }
      let table = try measure(jobs, step: "Verifying \(plans.count) plans")
      try writeVerification(plans, table: table)
    }
    let table = try losses()
    let replicates = Array(0..<settings.plans.replicates)
    let scores = plans.map { plan in
      PlanScore(plan.candidate, in: table, phase: .verify, replicates: replicates) {
        task, replicate in
        plan.network(serving: task, replicate: replicate)
      }
    }
    return Verification(recommended: choice.recommended.name, scores: scores)
  }

  /// The recommended plan first, then its rivals.
  private func verifiedPlans(_ choice: GroupChoice) -> [VerifiedPlan] {
    var plans = [VerifiedPlan(candidate: choice.recommended)]
    plans += choice.candidates.filter { $0.isSimple && $0.name != choice.recommended.name }
      .map { VerifiedPlan(candidate: $0) }
    let grouped =
      choice.recommended.plan.groups.isEmpty || choice.recommended.isSimple
      ? choice.candidates.first { !$0.isSimple && !$0.plan.groups.isEmpty } : choice.recommended
    if let grouped {
      plans.append(
        VerifiedPlan(
          randomLike: grouped, replicates: settings.plans.replicates, stream: stream))
    }
    return plans
  }

  private func writeVerification(_ plans: [VerifiedPlan], table: LossTable) throws {
    let tasks = try panel().panel.tasks
    var rows = CSVWriter(header: ["plan", "replicate", "task", "loss", "metric"])
    for plan in plans {
      for replicate in 0..<settings.plans.replicates {
        for (index, task) in tasks.enumerated() {
          let network = plan.network(serving: index, replicate: replicate)
          let outcome = table.outcome(of: index, in: network, replicate: replicate, phase: .verify)
          rows.append([
            .text(plan.candidate.name), .integer(replicate), .text(task.name),
            .number(outcome?.loss),
            .number(outcome?.metrics.primary),
          ])
        }
      }
    }
    try rows.write(to: folder.verification)
  }
}
