internal import Diagnostics
internal import Prediction
internal import StudyFiles

/// What goes with the gains, input by input, and how many pairs it takes to predict them.
struct InputSection: ReportSection {
  let title = "What goes with the gains"
  let figures: [ReportFigure]
  /// The inputs with a share of variance, those that explain most first.
  private let inputs: [InputAnalysis]

  /// How many of them are shown.
  private static let limit = 12

  /// nil where nothing is known of it.
  init?(_ metrics: StudyMetrics) {
    inputs = metrics.inputs.filter { $0.r2 != nil }.sorted { ($0.r2!, $1.name) > ($1.r2!, $0.name) }
    let curve = metrics.prediction.learningCurve
    guard !inputs.isEmpty || curve.count > 1 else { return nil }
    figures = curve.count > 1 ? [Self.figure(of: curve)] : []
  }

  var body: [Markup] {
    let words = PageParts.paragraph(
      "Each relation and skill against the measured gains, on its own: Pearson's r, and the share of the gains' variance "
        + "that a parabola of it explains, adjusted for its two coefficients. Noise is part of that variance.")
    return [words] + figures.map(PageParts.figure) + (inputs.isEmpty ? [] : [PageParts.table(table)])
  }

  private var table: ReportTable {
    let shown = inputs.prefix(Self.limit)
    return ReportTable(
      caption: inputs.count > shown.count ? "The \(shown.count) of \(inputs.count) that explain most." : "",
      columns: [("input", false), ("r", true), ("R2", true)],
      rows: shown.map { input in
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
          name: "predictor", x: shares, y: curve.map(\.correlation.value),
          lower: curve.map { $0.correlation.interval[0] },
          upper: curve.map { $0.correlation.interval[1] }),
        LinesFigure.Series(name: "without products", x: shares, y: curve.map(\.linear.value)),
      ], title: "Accuracy against the share of measured pairs", xLabel: "pairs fitted to, % of all",
      yLabel: "r with fresh replicates", hasMarkers: true)
    return ReportFigure(
      name: "learning-curve",
      caption: "Correlation with fresh replicates of unmeasured pairs: the band is its 90 % interval over pairs.",
      canvas: figure.canvas())
  }
}
