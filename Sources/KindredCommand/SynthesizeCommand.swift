public import ArgumentParser
public import Kindred

/// `kindred synthesize`: a panel whose task structure is known.
struct SynthesizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesize",
    abstract: "Write a panel with known clusters of tasks, and beside it the truth (FILE-truth.csv).")

  @Option(help: "The panel to write.", completion: .file(extensions: ["csv"]))
  var out: String

  @Option(help: "Tasks.")
  var tasks = SyntheticPanelSettings().tasks

  @Option(help: "Clusters of tasks that share latent functions.")
  var clusters = SyntheticPanelSettings().clusters

  @Option(help: "Features.")
  var features = SyntheticPanelSettings().features

  @Option(help: "Samples that tasks draw their rows from; fewer samples, more overlap.")
  var rows = SyntheticPanelSettings().samples

  @Option(help: "Rows of the smallest task.")
  var minRows = SyntheticPanelSettings().fewestRows

  @Option(help: "Rows of the largest task.")
  var maxRows = SyntheticPanelSettings().mostRows

  @Option(help: "Share of a target's variance that its cluster explains.")
  var relatedness = SyntheticPanelSettings().relatedness

  @Option(help: "Standard deviation of the noise, in units of the target's.")
  var noise = SyntheticPanelSettings().noise

  @Option(help: "Share of the tasks that are classifications.")
  var classificationShare = SyntheticPanelSettings().classificationShare

  @Option(help: "stacked (a row is a sample of a task) or wide (tasks are columns).")
  var layout = SyntheticPanelSettings().layout

  @Flag(help: "Samples are molecules grown from fragments, of as many kinds as there are features (at most 20).")
  var molecules = false

  @Option(help: "The seed of everything random.")
  var seed = SyntheticPanelSettings().seed

  @OptionGroup(title: "General") var general: GeneralOptions

  func run() throws {
    let panel = try SyntheticPanel(
      SyntheticPanelSettings(
        tasks: tasks, clusters: clusters, features: features, samples: rows, fewestRows: minRows, mostRows: maxRows,
        relatedness: relatedness, noise: noise, classificationShare: classificationShare, layout: layout,
        molecules: molecules,
        seed: seed))
    let truth = try panel.write(to: out)
    let answer = SynthesizeAnswer(panel: out, truth: truth, tasks: tasks, clusters: clusters)
    Console.print(general.json ? try jsonText(of: answer) : "\(answer.panel)\n\(answer.truth)")
  }
}

extension PanelLayout: ExpressibleByArgument {}

/// What `kindred synthesize --json` prints.
private struct SynthesizeAnswer: Encodable {
  var panel: String
  var truth: String
  var tasks: Int
  var clusters: Int
}
