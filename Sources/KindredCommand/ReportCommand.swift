import ArgumentParser
import Kindred

/// `kindred report`: the page.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write report.html and figures/*.svg, and print the verdict.")

  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  func run() throws {
    let study = try study.open(general: general)
    let verdict = try study.report()
    Console.print(general.json ? try jsonText(of: ReportAnswer(verdict: verdict, file: study.folder.report)) : verdict)
  }
}

/// What `kindred report --json` and `kindred run --json` print.
struct ReportAnswer: Encodable {
  var verdict: String
  var file: String
}
