import ArgumentParser
import Kindred

/// `kindred verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Score the chosen plan and its rivals on rows nobody touched (verification.csv).")

  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  func run() throws {
    let study = try study.open(general: general)
    if study.choosesHelpers { return try verifyHelpers(study) }
    let answer = try study.verify()
    let failures = try study.failures()
    let text = [answer.text, failures?.text ?? ""].filter { !$0.isEmpty }.joined(separator: "\n")
    Console.print(general.json ? try jsonText(of: VerificationAnswer(answer, failures)) : text)
    try failures?.check()
  }

  private func verifyHelpers(_ study: Study) throws {
    let answer = try study.verifyHelpers()
    let failures = try study.failures()
    let tasks = try study.panel().panel.tasks.map(\.name)
    let text = [answer.text(tasks: tasks), failures?.text ?? ""].filter { !$0.isEmpty }.joined(separator: "\n")
    Console.print(general.json ? try jsonText(of: HelperAnswer(answer, tasks, failures)) : text)
    try failures?.check()
  }
}

/// What `kindred verify --json` prints of a study of primary tasks.
private struct HelperAnswer: Encodable {
  var tasks: [String]
  var primaries: [HelperVerification.Primary]
  var failures: JobFailures?

  init(_ verification: HelperVerification, _ tasks: [String], _ failures: JobFailures?) {
    self.tasks = tasks
    primaries = verification.primaries
    self.failures = failures
  }
}

/// What `kindred verify --json` prints: the verification, and what failed.
private struct VerificationAnswer: Encodable {
  var recommended: String
  var scores: [PlanMeasurement]
  var randomModel: String?
  var failures: JobFailures?

  init(_ verification: Verification, _ failures: JobFailures?) {
    recommended = verification.recommended
    scores = verification.scores
    randomModel = verification.randomModel
    self.failures = failures
  }
}
