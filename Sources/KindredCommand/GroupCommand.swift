import ArgumentParser
import Kindred

/// `kindred group`: which tasks to train together.
struct GroupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Choose groups, of a study, a table of gains or one of measured groups (groups.json, groups.csv).",
    discussion: """
      With --study, solvers propose groups from the predicted gains and the best plan on development rows is recommended. \
      With --gains, a table with the columns target, partner and gain (affinities.csv is one), nothing is trained: the first \
      solver's groups are printed. With --groups, a table of groups that were trained, those that serve all tasks best \
      are printed: at most --max-groups networks, or what --cost-budget buys.
      """)

  @Option(help: "The folder that keeps the results.", completion: .directory)
  var study: String?

  @Option(help: "A table of gains instead of a study: target,partner,gain.", completion: .file(extensions: ["csv"]))
  var gains: String?

  @Option(
    help: "A table of measured groups instead of a study: a column a task, or members,gains; and cost.",
    completion: .file(extensions: ["csv"]))
  var groups: String?

  @Option(
    parsing: .upToNextOption,
    help: "With --groups: the tasks' columns, such as 'valid_*' (default: all but group, size, mask, members, cost).")
  var valueColumns: [String] = []

  @Flag(help: "With --groups: the values are losses, lower being better.")
  var losses = false

  @OptionGroup(title: "Choices") var choices: ChoiceArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  func validate() throws {
    guard [study, gains, groups].count(where: { $0 != nil }) == 1 else {
      throw ValidationError("Give one of --study DIR, --gains FILE and --groups FILE.")
    }
    if groups == nil, losses || !valueColumns.isEmpty {
      throw ValidationError("--losses and --value-columns say how to read --groups FILE.")
    }
    if study == nil, choices.mixKinds || choices.planReplicates != nil {
      throw ValidationError(
        "--mix-kinds and --plan-replicates are about a study; a table has no kinds and trains nothing.")
    }
    if study == nil, !choices.primary.isEmpty {
      throw ValidationError("--primary is about a study, whose networks it trains; a table has none.")
    }
    if groups != nil, choices.solver.contains(where: { $0 != .exact }) {
      throw ValidationError("Measured groups are chosen among exactly; leave --solver out.")
    }
  }

  func run() throws {
    var settings = StudySettings()
    try choices.apply(to: &settings)
    if let gains {
      try answer(Kindred.groups(ofGainsIn: gains, settings: settings)) { $0.text }
    } else if let groups {
      try answer(
        Kindred.groups(measuredIn: groups, valueColumns: valueColumns, areLosses: losses, settings: settings)
      ) { $0.text }
    } else if let study {
      let study = try Study.open(study, general: general, change: choices.apply)
      if study.choosesHelpers {
        let tasks = try study.panel().panel.tasks.map(\.name)
        try answer(study.helpers()) { $0.text(tasks: tasks) }
      } else {
        try answer(study.group()) { $0.text }
      }
    }
  }

  private func answer<Answer: Encodable>(_ answer: Answer, text: (Answer) -> String) throws {
    Console.print(general.json ? try jsonText(of: answer) : text(answer))
  }
}
