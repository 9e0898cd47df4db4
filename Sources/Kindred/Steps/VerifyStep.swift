internal import Diagnostics
internal import Labels
internal import Panels
public import Plans
internal import StudyFiles

extension Steps {
  /// The recommended plan and its rivals on rows that nothing else has seen.
  static let verify = Step<Verification>(
    name: .verify, algorithm: 1, dependencies: { _ in [.group] },
    inputs: { study in
      // What is missing in the journals is measured first, so that the file and the scores come from the same losses.
      [try study.verifiedLosses().fingerprint(of: study.verificationJobs())]
    },
    files: { [$0.verification] },
    make: { study in
      let table = try study.verifiedLosses()
      try VerificationFile.write(
        study.verifiedPlans(), replicates: study.settings.plans.replicates, table: table,
        tasks: study.panel().panel.tasks, to: study.folder.verification)
      return try study.verification(table)
    },
    read: { study in try study.verification(study.verifiedLosses()) })
}

extension Study {
  /// Trains the recommended plan and the reference plans on development rows and scores them on the verification rows.
  @discardableResult
  public func verify() throws -> Verification {
    guard try panel().panel.givenSplits != nil || settings.protocol.verifyFraction > 0 else {
      throw UserError.nothingToVerifyOn()
    }
    try group()
    return try result(of: Steps.verify)
  }

  fileprivate func verifiedPlans() throws -> [VerifiedPlan] {
    VerifiedPlan.all(of: try result(of: Steps.group), replicates: settings.plans.replicates, stream: stream)
  }

  /// Each once, in an order of their own: what is measured is part of what the step depends on.
  fileprivate func verificationJobs() throws -> [Job] {
    Set(try verifiedPlans().flatMap { $0.jobs(replicates: settings.plans.replicates) }).sorted()
  }

  fileprivate func verifiedLosses() throws -> LossTable {
    try measure(verificationJobs(), step: "Verifying \(verifiedPlans().count) plans")
  }

  fileprivate func verification(_ table: LossTable) throws -> Verification {
    Verification(
      of: try verifiedPlans(), recommended: try result(of: Steps.group).recommended.name, in: table,
      replicates: settings.plans.replicates)
  }
}
