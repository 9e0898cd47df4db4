import ArgumentParser
import Kindred

/// `kindred group`: which tasks to train together.
struct GroupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group", abstract: "Choose groups, of a study or of a table of gains (groups.json, groups.csv).",
    discussion: """
      With --study, solvers propose groups from the predicted gains and the best plan on development rows is recommended. \
      With --gains, a table with the columns target, partner and gain, nothing is trained: the first solver's groups are \
      printed.
      """)

  @Option(help: "The folder that keeps the results.", completion: .directory)
  var study: String?

  @Option(help: "A table of gains instead of a study: target,partner,gain.", completion: .file(extensions: ["csv"]))
  var gains: String?

  @OptionGroup(title: "Choices") var choices: ChoiceArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  func validate() throws {
    guard (study == nil) != (gains == nil) else { throw ValidationError("Give either --study DIR or --gains FILE.") }
  }

  func run() throws {
    if let gains {
      var settings = StudySettings()
      choices.apply(to: &settings)
      let answer = try groups(ofGainsIn: gains, settings: settings)
      Console.print(general.json ? try jsonText(of: answer) : answer.text)
    } else if let study {
      let answer = try Study.open(study, general: general, change: choices.apply).group()
      Console.print(general.json ? try jsonText(of: answer) : answer.text)
    }
  }
}
