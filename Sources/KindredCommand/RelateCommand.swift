import ArgumentParser
import Kindred

/// `kindred relate`: the static relations of every pair.
struct RelateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relate", abstract: "Compute the relations of every pair of tasks (relations.csv)."
  )

  @OptionGroup(title: "Panel") var panel: PanelArguments
  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  @Option(
    help: "Rows of a task beyond which relations are computed on a sample of them (default: 1000).")
  var maxRowsPerTask: Int?

  @Option(help: "Share of rows set aside for verify, whose labels no relation sees (default: 0.2).")
  var verifyFraction: Double?

  @Option(help: "The seed of everything random (default: 0).")
  var seed: UInt64?

  func run() throws {
    let study = try study.open(general: general, panel: panel) { settings in
      if let maxRowsPerTask { settings.relations.maxRowsPerTask = maxRowsPerTask }
      if let verifyFraction { settings.protocol.verifyFraction = verifyFraction }
      if let seed { settings.seed = seed }
    }
    let relations = try study.writeRelations()
    let answer = RelationAnswer(
      pairs: relations.pairs, relations: relations.columns, file: study.folder.relations)
    Console.print(general.json ? try jsonText(of: answer) : answer.file)
  }
}

/// What `kindred relate --json` prints.
private struct RelationAnswer: Encodable {
  var pairs: Int
  var relations: [String]
  var file: String
}
