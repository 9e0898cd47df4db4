import ArgumentParser
import Kindred

/// `kindred fit`: the predictor of gains.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Fit the predictor of gains and judge it (predictor.json, metrics.json).")

  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  func run() throws {
    let study = try study.open(general: general)
    try study.fit()
    let metrics = try study.metrics()
    Console.print(general.json ? try jsonText(of: metrics) : metrics.text)
  }
}
