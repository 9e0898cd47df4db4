import ArgumentParser
import Kindred

/// `kindred run`: everything, from table to report.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Do it all: relations, labels, gradient probe, predictions, groups, verification, report.")

  @OptionGroup(title: "Panel") var panel: PanelArguments
  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "Protocol") var protocolArguments: ProtocolArguments
  @OptionGroup(title: "Choices") var choices: ChoiceArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  @Flag(
    inversion: .prefixedNo,
    help: "Probe the tasks' gradients too (default), as kindred probe does with the study's settings.")
  var probe: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: """
      Search for ways of training first, as kindred tune does (default: where no option says how networks are trained and \
      nothing was measured).
      """)
  var tune: Bool?

  func validate() throws {
    if !choices.primary.isEmpty, protocolArguments.fraction != nil {
      throw ValidationError(
        "--fraction is a share of all pairs; with --primary give a --budget, or nothing to measure every partner.")
    }
  }

  func run() throws {
    let study = try study.open(general: general, panel: panel) { settings in
      try protocolArguments.apply(to: &settings)
      try choices.apply(to: &settings)
      if let probe { settings.probe.enabled = probe }
    }
    if let pairs = protocolArguments.trainer.pilot {
      let pilot = try study.pilot(pairs: pairs)
      if !general.json { Console.print(pilot.text) }
    }
    let verdict = try study.run(tunes: tune)
    let failures = try study.failures()
    let answer = ReportAnswer(verdict: verdict, file: study.folder.report, failures: failures)
    Console.print(general.json ? try jsonText(of: answer) : verdict)
    try failures?.check()
  }
}
