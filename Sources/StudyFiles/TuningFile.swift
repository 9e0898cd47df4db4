package import Diagnostics
internal import Tables
package import Trainers

/// `tune.csv`: the ways of training that a search tried, and what they reached alone and together.
package enum TuningFile {
  /// Writes a row a configuration; gains are over the settings as they were.
  package static func write(_ result: TrainingSearchResult, to path: String) throws(UserError) {
    var rows = CSVWriter(
      header: ["configuration"]
        + ["alone", "together"].flatMap { side in
          ["folds", "loss", "relative_loss", "gain", "gain_se", "fits", "epochs", "chosen"].map { "\(side)_\($0)" }
        })
    for index in result.candidates.indices {
      rows.append(
        [.text(result.candidates[index].name)]
          + cells(result.alone, index, chosen: result.chosenAlone)
          + cells(result.together, index, chosen: result.chosenTogether))
    }
    try rows.write(to: path)
  }

  private static func cells(_ trials: [CandidateTrial], _ index: Int, chosen: Int) -> [CSVCell] {
    let (trial, gain) = (trials[index], trials[index].gain(over: trials[0]))
    return [
      .integer(trial.foldCount), .number(trial.loss), .number(trial.relativeLoss), .number(gain?.gain),
      .number(index == 0 ? nil : gain?.error), .integer(trial.fits), .integer(trial.epochs),
      .text(index == chosen ? "yes" : "no"),
    ]
  }
}
