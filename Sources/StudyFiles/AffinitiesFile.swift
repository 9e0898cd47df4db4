package import Diagnostics
internal import Labels
internal import LinearAlgebra
package import Panels
package import Prediction
internal import Statistics
internal import Tables

/// `affinities.csv`: what every task would gain from every other, predicted and measured.
///
/// `gain` is the estimate that groups are built on, so that `kindred group --gains affinities.csv` gives the same groups.
package enum AffinitiesFile {
  static let header = [
    "target", "partner", "predicted_gain", "lower", "upper", "measured_gain", "measured_se", "similarity", "evidence",
    "gain",
  ]

  /// Writes a row an ordered pair.
  ///
  /// - Parameter similarities: of the gradient probe; empty without one.
  package static func write(
    _ affinities: Affinities, tasks: [LearningTask], similarities: [WeighedSimilarity], to path: String
  ) throws(UserError) {
    var similarity: [OrderedPair: Double] = [:]
    for pair in similarities {
      for ordered in TaskPair(pair.a, pair.b).ordered { similarity[ordered] = pair.similarity }
    }
    var rows = CSVWriter(header: header)
    for prediction in affinities.predictions {
      let (pair, interval) = (prediction.pair, prediction.interval)
      let measured = affinities.measured[pair]
      rows.append([
        .text(tasks[pair.target].name), .text(tasks[pair.partner].name), .number(prediction.gain),
        .number(interval.lowerBound), .number(interval.upperBound), .number(measured?.gain), .number(measured?.gainSE),
        .number(similarity[pair]), .text(measured == nil ? "predicted" : "measured"),
        .number(affinities.matrix[pair.target, pair.partner]),
      ])
    }
    try rows.write(to: path)
  }
}
