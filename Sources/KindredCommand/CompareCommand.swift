public import ArgumentParser
public import Kindred

/// `kindred compare`: published methods on the study's panel.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare published ways of choosing groups with Kindred's plan on this panel (compare.csv).",
    discussion: """
      Each method measures what it asks for, at no more than what Kindred's labels took, chooses groups with the same solver, \
      and its plan is trained on the same replicates and judged on the same rows as Kindred's. What it trains lies in the \
      study's journals: it can be stopped and called again.
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The methods to compare (default: all).", valueName: "method"))
  var methods: [MethodName] = []

  @Flag(help: "Let methods measure what their publications ask for, beyond Kindred's budget.")
  var published = false

  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  func run() throws {
    let study = try study.open(general: general)
    let answer = try study.compare(
      MethodRequest(methods: methods.isEmpty ? MethodName.allCases : methods, isPublished: published))
    Console.print(general.json ? try jsonText(of: answer) : answer.text)
  }
}

extension MethodName: ExpressibleByArgument {}
