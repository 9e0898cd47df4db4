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
    let failures = try study.failures()
    let answer = ReportAnswer(verdict: verdict, file: study.folder.report, failures: failures)
    Console.print(general.json ? try jsonText(of: answer) : verdict)
    try failures?.check()
  }
}

/// What `kindred report --json` and `kindred run --json` print.
struct ReportAnswer: Encodable {
  var verdict: String
  var file: String
  var failures: JobFailures?
}

extension JobFailures {
  /// Ends the command with 1 where what is recommended rests on a failed job.
  package func check() throws {
    if touchesRecommendation { throw ArgumentParser.ExitCode(Kindred.ExitCode.failed.rawValue) }
  }
}
