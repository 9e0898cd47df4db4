internal import Diagnostics
internal import Labels
internal import Prediction
internal import Statistics

/// How the predicted gains compare with measured ones: every measured pair, and the predictor beside its rivals.
struct AccuracySection: ReportSection {
  let title = "Is the prediction to be trusted?"
  var anchor: String? { "accuracy" }
  let figures: [ReportFigure]
  private let rounds: [PredictionMetrics.Round]

  /// nil where nothing was measured.
  init?(affinities: Affinities, names: [String], metrics: PredictionMetrics?) {
    rounds = metrics?.rounds ?? []
    figures = [Self.figure(of: affinities, names: names)].compactMap(\.self)
    if rounds.isEmpty && figures.isEmpty { return nil }
  }

  var body: [Markup] {
    var parts = figures.map(PageParts.figure)
    if rounds.contains(where: { !$0.accuracy.scores.isEmpty }) { parts.append(PageParts.table(table)) }
    if let words = undefinedWords { parts.append(PageParts.softParagraph(words)) }
    return parts
  }

  private static func figure(of affinities: Affinities, names: [String]) -> ReportFigure? {
    let points = affinities.predictions.compactMap { prediction in
      affinities.measured[prediction.pair].map { gain in
        ScatterFigure.Point(
          predicted: prediction.gain, lower: prediction.interval.lowerBound, upper: prediction.interval.upperBound,
          measured: gain.gain, standardError: gain.gainSE,
          name: "\(names[prediction.pair.target]) from \(names[prediction.pair.partner])")
      }
    }
    guard !points.isEmpty else { return nil }
    let figure = ScatterFigure(
      points: points, title: "Predicted against measured gain of \(points.count) pairs", xLabel: "predicted gain, %",
      yLabel: "measured gain, %")
    return ReportFigure(
      name: "predicted-measured",
      caption:
        "A point is an ordered pair: the gain predicted for it and the gain measured. Lines are the prediction's "
        + "interval and the measurement's standard error; on the diagonal they agree.", canvas: figure.canvas())
  }

  private var table: ReportTable {
    let hasWithin = rounds.contains { $0.accuracy.scores.contains { $0.correlationWithin != nil } }
    var columns: [(title: String, isNumber: Bool)] = [("judged on", false), ("model", false), ("r", true)]
    if hasWithin { columns.append(("r in a target", true)) }
    columns.append(("RMSE, %", true))
    let rows = rounds.flatMap { round in
      round.accuracy.scores.enumerated().map { index, score in
        // A way of holding out is named once.
        var cells = [index == 0 ? round.name : "", score.contender.words, text(score.correlation)]
        if hasWithin { cells.append(text(score.correlationWithin)) }
        return cells + [
          NumberText.significant(score.rmse.value * 100) + interval(score.rmse) { NumberText.significant($0 * 100) }
        ]
      }
    }
    let scores = rounds.flatMap(\.accuracy.scores)
    return ReportTable(
      caption: "Correlation with measured gains that the model has not seen, with 90 % intervals over pairs",
      columns: columns, rows: rows,
      markedRows: Set(scores.indices.filter { scores[$0].contender == .predictor }))
  }

  private func text(_ correlation: PredictionMetrics.Figure?) -> String {
    guard let correlation else { return NumberText.missing }
    func short(_ value: Double) -> String { NumberText.fixed(value, decimals: 2) }
    return short(correlation.value) + interval(correlation, short)
  }

  private func interval(_ figure: PredictionMetrics.Figure, _ text: (Double) -> String) -> String {
    " (" + figure.interval.map(text).joined(separator: " to ") + ")"
  }

  /// Why some figures of the table do not exist; each reason once, in the table's order.
  private var undefinedWords: String? {
    var reasons: [String] = []
    for score in rounds.flatMap(\.accuracy.scores) {
      for reason in [score.undefined, score.undefinedWithin].compactMap({ $0?.words }) where !reasons.contains(reason) {
        reasons.append(reason)
      }
    }
    guard !reasons.isEmpty else { return nil }
    return "\(NumberText.missing) stands where there is no correlation, as " + reasons.joined(separator: "; or ") + "."
  }
}
