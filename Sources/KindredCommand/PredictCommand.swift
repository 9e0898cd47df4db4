import ArgumentParser
import Kindred

/// `kindred predict`: the gain of every ordered pair.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Predict the gain of every ordered pair (affinities.csv).")

  @OptionGroup(title: "Study") var study: StudyArguments
  @OptionGroup(title: "General") var general: GeneralOptions

  @Option(
    help:
      "own: fitted to this study's labels (default); prior: what other panels say, without labels; or a file of such.")
  var model = "own"

  func run() throws {
    let study = try study.open(general: general)
    let affinities = try study.predict(from: GainSource(model))
    let answer = PredictAnswer(
      orderedPairs: affinities.predictions.count, measured: affinities.measured.count, file: study.folder.affinities)
    Console.print(general.json ? try jsonText(of: answer) : answer.file)
  }
}

/// What `kindred predict --json` prints.
private struct PredictAnswer: Encodable {
  var orderedPairs: Int
  var measured: Int
  var file: String
}
