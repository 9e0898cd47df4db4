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
    let answer = try study.verify()
    let failures = try study.failures()
    let text = [answer.text, failures?.text ?? ""].filter { !$0.isEmpty }.joined(separator: "\n")
    Console.print(general.json ? try jsonText(of: VerificationAnswer(answer, failures)) : text)
    try failures?.check()
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
