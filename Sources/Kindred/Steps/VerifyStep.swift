internal import Diagnostics
internal import Labels
internal import Panels
public import Plans
internal import StudyFiles

extension Steps {
  /// The recommended plan and its rivals on rows that nothing else has seen.
  static let verify = Step<Verification>(
    name: .verify, algorithm: 2, dependencies: { _ in [.group] },
    inputs: { study in
      // What is missing in the journals is measured first, so that the file and the scores come from the same losses.
      let trial = try study.trial()
      return [trial.losses.fingerprint(of: trial.jobs)]
    },
    files: { [$0.verification, $0.metrics] },
    make: { study in
      let trial = try study.trial()
      try VerificationFile.write(
        trial.plans, replicates: study.planReplicates(study.result(of: Steps.group)), table: trial.losses,
        tasks: study.panel().panel.tasks, to: study.folder.verification)
      return try study.judged(trial)
    },
    read: { try $0.judged($0.trial()) })
}

/// The plans of a verification, and what they reached.
private struct VerificationTrial {
  let plans: [VerifiedPlan]
  /// Each once, in an order of their own: what is measured is part of what the step depends on.
  let jobs: [Job]
  let losses: LossTable
}

extension Study {
  /// Trains the recommended plan and the reference plans on development rows and scores them on the verification rows.
  @discardableResult
  public func verify() throws -> Verification {
    try checkVerificationRows()
    try group()
    return try result(of: Steps.verify)
  }

  /// Throws where no rows were set aside.
  func checkVerificationRows() throws {
    guard try panel().panel.givenSplits != nil || settings.protocol.verifyFraction > 0 else {
      throw UserError.nothingToVerifyOn()
    }
  }

  /// Measures what is missing of the recommended plan and its rivals.
  fileprivate func trial() throws -> VerificationTrial {
    let choice = try result(of: Steps.group)
    let replicates = planReplicates(choice)
    let plans = VerifiedPlan.all(of: choice, replicates: replicates, stream: stream)
    let jobs = Set(plans.flatMap { $0.jobs(replicates: replicates) }).sorted()
    return VerificationTrial(
      plans: plans, jobs: jobs, losses: try measure(jobs, step: "Verifying \(plans.count) plans"))
  }

  /// What the plans reached; `metrics.json` is told how the choice held, whichever step wrote it last.
  fileprivate func judged(_ trial: VerificationTrial) throws -> Verification {
    let choice = try result(of: Steps.group)
    let verification = Verification(
      of: trial.plans, choice: choice, in: trial.losses, replicates: planReplicates(choice))
    var metrics = try metrics()
    let quality = PlanQuality(of: choice, verification: verification)
    if metrics.plan != quality {
      metrics.plan = quality
      try metrics.write(to: folder.metrics)
    }
    return verification
  }
}
