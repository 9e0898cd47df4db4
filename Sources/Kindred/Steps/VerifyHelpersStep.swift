internal import Labels
internal import Panels
public import Plans
internal import StudyFiles

extension Steps {
  /// The recommended helpers and their rivals on rows that nothing else has seen.
  static let verifyHelpers = Step<HelperVerification>(
    name: .verify, algorithm: 1, dependencies: { _ in [.helpers] },
    inputs: { study in
      // What is missing in the journals is measured first, so that the file and the scores come from the same losses.
      let losses = try study.verifiedLosses()
      let choice = try study.helpers()
      return [losses.fingerprint(of: HelperVerification.jobs(of: choice, replicates: study.settings.plans.replicates))]
    },
    files: { [$0.verification, $0.helperMetrics] },
    make: { study in
      let (choice, tasks) = (try study.helpers(), try study.panel().panel.tasks)
      let verification = try study.helperVerification()
      try VerificationFile.write(
        choice, replicates: study.settings.plans.replicates, table: study.verifiedLosses(), tasks: tasks,
        to: study.folder.verification)
      try HelperMetrics(choice, verification: verification, tasks: tasks.map(\.name))
        .write(to: study.folder.helperMetrics)
      return verification
    },
    read: { try $0.helperVerification() })
}

extension Study {
  /// Trains the recommended helpers and the simple sets on development rows and scores them on the verification rows.
  @discardableResult
  public func verifyHelpers() throws -> HelperVerification {
    try checkVerificationRows()
    return try result(of: Steps.verifyHelpers)
  }

  /// Measures what is missing of the recommended helpers and their rivals.
  fileprivate func verifiedLosses() throws -> LossTable {
    let jobs = HelperVerification.jobs(of: try helpers(), replicates: settings.plans.replicates)
    return try measure(jobs, step: "Verifying helpers")
  }

  fileprivate func helperVerification() throws -> HelperVerification {
    HelperVerification(of: try helpers(), in: try verifiedLosses(), replicates: settings.plans.replicates)
  }
}
