internal import Diagnostics
internal import Grouping
internal import LinearAlgebra
package import Probing
internal import Statistics

/// What the gradient probe found: heat map, trajectory, layer profile, agreements and sweep.
package struct ProbeSection: ReportSection {
  package let title = "Gradient probe"
  package private(set) var figures: [ReportFigure] = []
  let summary: ProbeSummary?
  let sweep: OverlapSweep?
  let advice: SurgeryAdvice?

  /// - Parameters:
  ///   - names: of all tasks of the panel.
  ///   - pairs: every pair of the probed tasks, in the order of `TaskPair.all`.
  ///   - trajectory: the whole trunk over training.
  ///   - layers: each layer of it over training.
  ///   - summary: what the probe was compared with.
  ///   - sweep: how agreement falls as overlap is taken away.
  ///   - advice: whether surgery could matter.
  package init(
    names: [String], pairs: [PairSimilarity], trajectory: [ProbePoint], layers: [ProbePoint],
    summary: ProbeSummary? = nil, sweep: OverlapSweep? = nil, advice: SurgeryAdvice? = nil
  ) {
    self.summary = summary
    self.sweep = sweep
    self.advice = advice
    figures = [
      Self.heatMap(of: pairs, names: names), Self.figure(ofTrajectory: trajectory), Self.figure(ofLayers: layers),
      sweep.map { Self.figure(of: $0) },
    ].compactMap(\.self)
  }

  var body: [Markup] {
    paragraphs.map(PageParts.paragraph) + figures.map(PageParts.figure)
      + (summary.map { [PageParts.table(Self.table($0))] } ?? [])
  }

  /// Tasks in the order of the dendrogram that average linkage makes of 1 - similarity.
  private static func heatMap(of pairs: [PairSimilarity], names: [String]) -> ReportFigure {
    let tasks = Set(pairs.flatMap { [$0.a, $0.b] }).sorted()
    precondition(pairs.count == tasks.count * (tasks.count - 1) / 2, "one similarity a pair")
    let similarities = pairs.map { $0.similarity ?? .nan }
    let distances = AnnotationAgreement.distances(similarities, count: tasks.count)
    var values = distances
    for k in values.elements.indices { values.elements[k] = 1 - distances.elements[k] }
    for (value, pair) in zip(similarities, TaskPair.all(taskCount: tasks.count)) where !value.isFinite {
      values[pair.a, pair.b] = .nan
      values[pair.b, pair.a] = .nan
    }
    let figure = HeatMapFigure(
      names: tasks.map { names[$0] }, values: values, order: averageLinkage(distances: distances).leafOrder,
      title: "Gradient similarity of the tasks", rowLabel: "task", columnLabel: "task", isPercent: false)
    return ReportFigure(
      name: "probe-similarity", caption: "Gradient similarity, tasks in the order of average linkage.",
      canvas: figure.canvas())
  }

  private static func figure(ofTrajectory trajectory: [ProbePoint]) -> ReportFigure {
    let isFocal = trajectory.contains { $0.focalCosine != nil }
    let series = ProbeView.allCases.compactMap { view in
      Self.series(view.rawValue, trajectory.filter { $0.view == view }) { isFocal ? $0.focalCosine : $0.meanCosine }
    }
    let figure = LinesFigure(
      series: series, title: "Gradient cosine during training", xLabel: "epoch",
      yLabel: isFocal ? "mean cosine with the focal task" : "mean cosine over pairs", hasMarkers: true)
    return ReportFigure(
      name: "probe-trajectory",
      caption:
        "Mean gradient cosine from the untrained network on, by the rows it is taken on; band: one standard error "
        + "over replicates.", canvas: figure.canvas())
  }

  /// Mean and standard error over replicates at each epoch.
  private static func series(
    _ name: String, _ points: [ProbePoint], value: (ProbePoint) -> Double?
  ) -> LinesFigure.Series? {
    let known = points.compactMap { point in value(point).map { (point.epoch, $0) } }
    guard !known.isEmpty else { return nil }
    let epochs = Dictionary(grouping: known) { $0.0 }.sorted { $0.key < $1.key }
    let centres = epochs.map { mean($0.value.map(\.1)) ?? .nan }
    let errors = epochs.map { standardError($0.value.map(\.1)) ?? 0 }
    return LinesFigure.Series(
      name: name, x: epochs.map(\.key), y: centres, lower: zip(centres, errors).map { $0 - $1 },
      upper: zip(centres, errors).map { $0 + $1 })
  }

  /// The mean cosine of each layer over the last 20 % of training; nil with a single layer.
  private static func figure(ofLayers layers: [ProbePoint]) -> ReportFigure? {
    let names = layers.compactMap(\.layer).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    guard names.count > 1, let last = layers.map(\.epoch).max() else { return nil }
    let window = layers.filter { $0.epoch > 0.8 * last }
    let series = ProbeView.allCases.compactMap { view -> LinesFigure.Series? in
      let values = names.map { name in
        mean(window.filter { $0.view == view && $0.layer == name }.compactMap(\.meanCosine)) ?? .nan
      }
      guard values.contains(where: { $0.isFinite }) else { return nil }
      return LinesFigure.Series(name: view.rawValue, x: names.indices.map { Double($0 + 1) }, y: values)
    }
    let figure = LinesFigure(
      series: series, title: "Gradient cosine by layer", xLabel: "layer, input side first",
      yLabel: "mean cosine over pairs", hasMarkers: true, countsX: true)
    return ReportFigure(
      name: "probe-layers", caption: "Mean gradient cosine of each shared layer over the last 20 % of training.",
      canvas: figure.canvas())
  }

  private static func figure(of sweep: OverlapSweep) -> ReportFigure {
    let levels = Set(sweep.draws.map(\.level)).sorted()
    func line(_ name: String, _ path: KeyPath<OverlapSweep.Draw, Double?>) -> LinesFigure.Series {
      let values = levels.map { level in sweep.draws.filter { $0.level == level }.compactMap { $0[keyPath: path] } }
      let centres = values.map { mean($0) ?? .nan }
      let spreads = values.map { standardDeviation($0) ?? 0 }
      return LinesFigure.Series(
        name: name, x: levels, y: centres, lower: zip(centres, spreads).map { $0 - $1 },
        upper: zip(centres, spreads).map { $0 + $1 })
    }
    let figure = LinesFigure(
      series: [line("labels left", \.r), line("all labels", \.rAllLabels), line("same rows, shared", \.rSameRows)],
      title: "Agreement with label correlation by sample overlap", xLabel: "sample overlap",
      yLabel: "r(similarity, label correlation)", hasMarkers: true)
    return ReportFigure(
      name: "probe-sweep",
      caption:
        "Correlation of gradient similarity with label correlation as tasks are thinned to a given overlap; band: "
        + "one standard deviation over draws. The third line keeps as many rows a task, but the same for all.",
      canvas: figure.canvas())
  }

  private static func table(_ summary: ProbeSummary) -> ReportTable {
    func text(_ value: Double?) -> String { value.map { NumberText.fixed($0, decimals: 2) } ?? "" }
    func interval(_ lower: Double?, _ upper: Double?) -> String {
      lower.flatMap { lower in
        upper.map { "\(NumberText.fixed(lower, decimals: 2)) to \(NumberText.fixed($0, decimals: 2))" }
      } ?? ""
    }
    return ReportTable(
      caption: "Correlation of the similarity with the correlation of labels and with measured gains (95 % intervals).",
      columns: [
        ("view", false), ("r with labels", true), ("interval", true), ("r with gains", true), ("interval", true),
        ("within target", true), ("interval", true),
      ],
      rows: summary.views.map { view in
        [
          view.view.rawValue, text(view.labels.pearson), interval(view.labels.lower, view.labels.upper),
          text(view.gains?.pearson), interval(view.gains?.lower, view.gains?.upper), text(view.gains?.withinTarget),
          interval(view.gains?.withinLower, view.gains?.withinUpper),
        ]
      })
  }
}
