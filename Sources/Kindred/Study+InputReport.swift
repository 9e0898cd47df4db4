internal import Diagnostics
internal import Prediction
internal import Reports
internal import StudyFiles

extension Study {
  /// The report's section on what goes with the gains, and on how many pairs it takes; nil where nothing is known of it.
  func inputSection(_ metrics: StudyMetrics) -> ReportSection? {
    let known = metrics.inputs.filter { $0.r2 != nil }.sorted { ($0.r2!, $1.name) > ($1.r2!, $0.name) }
    let curve = metrics.prediction.learningCurve
    guard !known.isEmpty || curve.count > 1 else { return nil }
    return ReportSection(
      title: "What goes with the gains",
      paragraphs: [
        "Each relation and skill against the measured gains, on its own: Pearson's r, and the share of the gains' variance "
          + "that a parabola of it explains, adjusted for its two coefficients. Noise is part of that variance."
      ], figures: curve.count > 1 ? [Self.figure(of: curve)] : [],
      tables: known.isEmpty ? [] : [Self.table(of: Array(known.prefix(12)), of: known.count)])
  }

  private static func table(of inputs: [InputAnalysis], of count: Int) -> ReportTable {
    ReportTable(
      caption: count > inputs.count ? "The \(inputs.count) of \(count) that explain most." : "",
      columns: [("input", false), ("r", true), ("R2", true)],
      rows: inputs.map { input in
        [
          input.name.replacing("_", with: " "),
          input.correlation.map { NumberText.fixed($0, decimals: 2) } ?? NumberText.missing,
          input.r2.map { NumberText.fixed($0, decimals: 2) } ?? NumberText.missing,
        ]
      })
  }

  private static func figure(of curve: [PredictionMetrics.LearningPoint]) -> ReportFigure {
    let shares = curve.map { 100 * $0.share }
    let figure = LinesFigure(
      series: [
        LinesFigure.Series(
          name: "predictor", x: shares, y: curve.map(\.correlation), lower: curve.map { $0.quartiles[0] },
          upper: curve.map { $0.quartiles[1] }),
        LinesFigure.Series(name: "without products", x: shares, y: curve.map(\.linear)),
      ], title: "Accuracy against the share of measured pairs", xLabel: "pairs fitted to, % of all",
      yLabel: "r with fresh replicates", hasMarkers: true)
    return ReportFigure(
      name: "learning-curve",
      caption: "Correlation with fresh replicates of unmeasured pairs: median over choices of pairs, band: quartiles.",
      canvas: figure.canvas())
  }
}
