public import LinearAlgebra
internal import Grouping
internal import Statistics

extension ReportSection {
  /// What the joint training's gradients say of the tasks.
  ///
  /// - Parameters:
  ///   - names: the probed tasks.
  ///   - similarities: (tasks, tasks), cosines of the tasks' gradients; not finite where unknown.
  ///   - trajectory: mean cosine over training steps, a series a view; empty for none.
  ///   - layers: mean cosine over layers, x the layer's number, a series a view; empty for none.
  public static func gradientProbe(
    names: [String], similarities: Matrix<Double>, trajectory: [LinesFigure.Series] = [],
    layers: [LinesFigure.Series] = [], paragraphs: [String] = []
  ) -> ReportSection {
    let map = HeatMapFigure(
      names: names, values: similarities, order: Dendrogram(affinities: similarities).leafOrder,
      title: "Gradient similarity of \(names.count) tasks", rowLabel: "task", columnLabel: "task", isPercent: false)
    var figures = [
      ReportFigure(
        name: "probe-similarity",
        caption: "Cosine of the gradients that two tasks send to the shared trunk, towards the end of joint training.",
        canvas: map.canvas())
    ]
    if !trajectory.isEmpty {
      let lines = LinesFigure(
        series: trajectory, title: "Gradient cosine over training", xLabel: "training step", yLabel: "mean cosine")
      figures.append(
        ReportFigure(
          name: "probe-trajectory", caption: "Mean cosine over all pairs of tasks, step by step.",
          canvas: lines.canvas()))
    }
    if !layers.isEmpty {
      let lines = LinesFigure(
        series: layers, title: "Gradient cosine by layer", xLabel: "layer", yLabel: "mean cosine", hasMarkers: true)
      figures.append(
        ReportFigure(
          name: "probe-layers", caption: "Mean cosine over all pairs, layer by layer from the input.",
          canvas: lines.canvas()))
    }
    return ReportSection(title: "What the gradients say", paragraphs: paragraphs, figures: figures)
  }

  /// How the similarity's agreement with label correlation depends on the rows that tasks share.
  ///
  /// - Parameter sweep: r over the share of common rows in per cent, with quartiles; a fitted curve may be a second series.
  public static func overlapSweep(_ sweep: [LinesFigure.Series], paragraphs: [String] = []) -> ReportSection {
    let lines = LinesFigure(
      series: sweep, title: "Agreement of gradients and labels over overlap", xLabel: "rows in common, %",
      yLabel: "r(similarity, label correlation)", hasMarkers: true)
    return ReportSection(
      title: "How many rows tasks must share", paragraphs: paragraphs,
      figures: [
        ReportFigure(
          name: "overlap-sweep", caption: "Median and quartiles over the draws of each level.", canvas: lines.canvas())
      ])
  }

  /// How much each relation tells of the gains by itself.
  ///
  /// - Parameter relations: R2 of each relation alone; shown from the largest, at most so many.
  public static func relationPower(
    _ relations: [(name: String, r2: Estimate)], limit: Int = 20, paragraphs: [String] = []
  ) -> ReportSection {
    let sorted = relations.filter { $0.r2.value.isFinite }.sorted { ($1.r2.value, $0.name) < ($0.r2.value, $1.name) }
    let bars = sorted.prefix(limit).enumerated().map { index, relation in
      BarsFigure.Bar(name: relation.name, estimate: relation.r2, isMarked: index == 0)
    }
    let figure = BarsFigure(bars: bars, title: "R2 of each relation alone", xLabel: "R2", isPercent: false)
    return ReportSection(
      title: "Which relations matter", paragraphs: paragraphs,
      figures: [
        ReportFigure(
          name: "relations", caption: "Share of the variance of the measured gains that one relation explains.",
          canvas: figure.canvas())
      ])
  }

  /// Accuracy against the share of pairs that are measured.
  ///
  /// - Parameter curves: r over the share in per cent, a series a model, with quartiles over the choices of pairs.
  public static func learningCurve(_ curves: [LinesFigure.Series], paragraphs: [String] = []) -> ReportSection {
    let lines = LinesFigure(
      series: curves, title: "Accuracy against measured pairs", xLabel: "measured pairs, %",
      yLabel: "r on unseen pairs",
      hasMarkers: true)
    return ReportSection(
      title: "How many measurements it takes", paragraphs: paragraphs,
      figures: [
        ReportFigure(
          name: "learning-curve", caption: "Median and quartiles over random choices of the pairs measured.",
          canvas: lines.canvas())
      ])
  }
}
