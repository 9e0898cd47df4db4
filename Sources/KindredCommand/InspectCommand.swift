import ArgumentParser
import Kindred

/// `kindred inspect`: what a panel looks like, before anything is trained.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Print what the panel is understood to be, and what will hurt.")

  @OptionGroup(title: "Panel") var panel: PanelArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  func validate() throws {
    guard !panel.panel.isEmpty else {
      throw ValidationError("Name a panel, such as: kindred inspect PANEL.csv")
    }
  }

  func run() throws {
    var options = PanelOptions()
    panel.apply(to: &options)
    let progress = TerminalProgress(verbosity: general.verbosity)
    progress.begin("Reading the panel", total: 0)
    defer { progress.stop() }
    let reading = try PanelReader.read(
      files: panel.panel, options: options, splits: SplitSettings(), threads: general.threads)
    progress.stop()
    Console.print(general.json ? try jsonText(of: reading.summary) : reading.summary.text)
  }
}
