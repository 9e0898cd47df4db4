import ArgumentParser
import Kindred

/// `kindred tune`: a short search for ways of training.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Search for ways of training this panel's networks alone and together (tune.csv, study.toml).",
    discussion: """
      Penalty, dropout, a linear path, heads that start at the base rate, averaged weights and width are tried on some \
      tasks alone, on pairs and on all tasks together, by the loss on development rows. Call it before kindred label; \
      what it chose is part of the protocol from then on.
      """)

  @OptionGroup(title: "Panel") var panel: PanelArguments
  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "Protocol") var protocolArguments: ProtocolArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  func run() throws {
    let study = try study.open(general: general, panel: panel) { try protocolArguments.apply(to: &$0) }
    try study.tune()
    Console.print(general.json ? try jsonText(of: TuneAnswer(file: study.folder.tuning)) : study.folder.tuning)
  }
}

/// What `kindred tune --json` prints.
private struct TuneAnswer: Encodable {
  var file: String
}
