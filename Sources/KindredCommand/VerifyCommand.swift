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
    Console.print(general.json ? try jsonText(of: answer) : answer.text)
  }
}
