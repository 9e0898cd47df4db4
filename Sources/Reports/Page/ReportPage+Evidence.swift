internal import Diagnostics

extension ReportPage {
  // MARK: Plans

  var planSection: Markup? {
    guard !content.plans.isEmpty else { return nil }
    var parts: [Markup] = []
    if let figure = planFigure { parts.append(PageParts.figure(figure)) }
    let rows = content.plans.map { plan in
      [
        plan.name + (plan.isRecommended && plan.roles.count > 1 ? " (recommended)" : ""), String(plan.groups),
        plan.predictedGain.map { NumberText.signedPercent($0) } ?? "",
        plan.developmentGain.map { NumberText.signedPercent($0) } ?? "",
        plan.verifiedLoss.map { NumberText.estimate($0) } ?? "",
        plan.verifiedGain.map { NumberText.signedPercent($0) } ?? "",
      ]
    }
    let table = ReportTable(
      columns: [
        ("plan", false), ("groups", true), ("predicted gain", true), ("gain, development rows", true),
        ("loss, untouched rows", true), ("gain, untouched rows", true),
      ], rows: rows, markedRows: Set(content.plans.indices.filter { content.plans[$0].isRecommended }))
    parts.append(PageParts.table(table))
    return PageParts.section("Was it better?", id: "verification", parts)
  }

  var planFigure: ReportFigure? {
    let verified = content.plans.filter { $0.verifiedGain?.value.isFinite == true }
    let isVerified = verified.count > 1
    let shown = isVerified ? verified : content.plans.filter { $0.developmentGain?.value.isFinite == true }
    guard shown.count > 1 else { return nil }
    let bars = shown.map { plan in
      BarsFigure.Bar(
        name: plan.name, estimate: (isVerified ? plan.verifiedGain : plan.developmentGain) ?? Estimate(.nan),
        isMarked: plan.isRecommended)
    }
    let rows = isVerified ? "rows that nothing had touched" : "development rows"
    let figure = BarsFigure(bars: bars, title: "Gain of each plan on \(rows)", xLabel: "mean gain over all alone, %")
    return ReportFigure(
      name: isVerified ? "verification" : "development",
      caption: "Mean relative gain a task over training every task alone, on \(rows), with one standard error over "
        + "replicates. The recommended plan is in colour.", canvas: figure.canvas())
  }

  // MARK: Predictor

  var accuracySection: Markup? {
    guard !content.points.isEmpty || !content.accuracy.isEmpty else { return nil }
    var parts: [Markup] = []
    if let figure = accuracyFigure { parts.append(PageParts.figure(figure)) }
    if !content.accuracy.isEmpty { parts.append(PageParts.table(accuracyTable)) }
    if let words = undefinedWords { parts.append(PageParts.softParagraph(words)) }
    return PageParts.section(
      "Is the prediction to be trusted?", id: "accuracy", parts)
  }

  var accuracyFigure: ReportFigure? {
    guard !content.points.isEmpty else { return nil }
    let figure = ScatterFigure(
      points: content.points, title: "Predicted against measured gain of \(content.points.count) pairs",
      xLabel: "predicted gain, %", yLabel: "measured gain, %")
    return ReportFigure(
      name: "predicted-measured",
      caption:
        "A point is an ordered pair: the gain predicted for it and the gain measured. Lines are the prediction's "
        + "interval and the measurement's standard error; on the diagonal they agree.", canvas: figure.canvas())
  }

  /// Why some figures of the table do not exist; each reason once, in the table's order.
  private var undefinedWords: String? {
    var reasons: [String] = []
    for reason in content.accuracy.flatMap(\.undefined) where !reasons.contains(reason) { reasons.append(reason) }
    guard !reasons.isEmpty else { return nil }
    return "\(NumberText.missing) stands where there is no correlation, as " + reasons.joined(separator: "; or ") + "."
  }

  private var accuracyTable: ReportTable {
    let hasWithin = content.accuracy.contains { $0.withinTarget != nil }
    var columns: [(title: String, isNumber: Bool)] = [("judged on", false), ("model", false), ("r", true)]
    if hasWithin { columns.append(("r in a target", true)) }
    columns.append(("RMSE, %", true))
    let rows = content.accuracy.enumerated().map { index, row in
      // A way of holding out is named once.
      let isFirst = index == 0 || content.accuracy[index - 1].split != row.split
      var cells = [isFirst ? row.split : "", row.model, text(row.correlation)]
      if hasWithin { cells.append(text(row.withinTarget)) }
      return cells + [row.error.map { NumberText.significant($0 * 100) } ?? ""]
    }
    let marked = content.accuracy.indices.filter { content.accuracy[$0].isPredictor }
    return ReportTable(
      caption: "Correlation with measured gains that the model has not seen", columns: columns, rows: rows,
      markedRows: Set(marked))
  }

  private func text(_ correlation: Estimate?) -> String {
    correlation.map { NumberText.correlation($0) } ?? NumberText.missing
  }

  // MARK: Labels

  var labelSection: Markup? {
    guard let labels = content.labels else { return nil }
    func number(_ value: Double?) -> String {
      value.map { NumberText.fixed($0, decimals: 2) } ?? NumberText.missing
    }
    let rows = [
      ["pairs measured", "\(NumberText.count(labels.pairsMeasured)) of \(NumberText.count(labels.pairsTotal))"],
      ["replicates of a pair", NumberText.count(labels.replicates)],
      ["replicates of the alone baseline", NumberText.count(labels.baselineReplicates)],
      ["reliability of the gains", number(labels.reliability)],
      ["reliability of the ranking of a target's partners", number(labels.reliabilityWithinTarget)],
      ["highest correlation that a predictor could reach", number(labels.ceiling)],
      [
        "replicates for a reliability of 0.80",
        labels.replicatesForReliable.map { NumberText.count($0) } ?? NumberText.missing,
      ],
    ]
    let words =
      "A gain is the share of a task's held-out loss that training with a partner saves. Measured again with another "
      + "split and another start it comes out differently; reliability is the correlation to expect between two such "
      + "measurements."
    let table = ReportTable(columns: [("", false), ("", true)], rows: rows)
    let unknown = labels.unknown.map { "How reliable they are is unknown, as \($0)." }
    let parts = [words, unknown, varianceText(labels)].compactMap { $0.map(PageParts.paragraph) }
    return PageParts.section("How good are the measurements?", id: "labels", parts + [PageParts.table(table)])
  }

  private func varianceText(_ labels: LabelSummary) -> String? {
    guard let shares = labels.varianceShares, shares.count == 4 else { return nil }
    let parts = shares.map { NumberText.percent($0, decimals: 0) }
    return
      "Of what makes one replicate's gains differ, \(parts[0]) is that some targets gain more than others whatever the "
      + "partner, \(parts[1]) that some partners give more, \(parts[2]) is particular to the pair, and \(parts[3]) is noise "
      + "that another replicate does not repeat."
  }
}
