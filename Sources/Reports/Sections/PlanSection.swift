internal import Diagnostics
internal import Plans

/// What the plans that were compared brought, on development rows and on untouched ones.
struct PlanSection: ReportSection {
  let title = "Was it better?"
  var anchor: String? { "verification" }
  let figures: [ReportFigure]
  private let plans: [ComparedPlan]
  private let quality: PlanQuality?

  /// nil where no plan was measured.
  init?(_ plans: [ComparedPlan], quality: PlanQuality?) {
    guard !plans.isEmpty else { return nil }
    self.plans = plans
    self.quality = quality
    figures = [Self.figure(of: plans)].compactMap(\.self)
  }

  var body: [Markup] {
    let rows = plans.map { plan in
      [
        plan.name + (plan.isRecommended ? " (recommended)" : ""), String(plan.groups),
        plan.predictedGain.map { NumberText.signedPercent($0) } ?? "",
        plan.developed.map { NumberText.signedPercent($0.gainEstimate) } ?? "",
        plan.verified.map { NumberText.estimate($0.lossEstimate) } ?? "",
        plan.verified.map { NumberText.signedPercent($0.gainEstimate) } ?? "",
      ]
    }
    let table = ReportTable(
      columns: [
        ("plan", false), ("groups", true), ("predicted gain", true), ("gain, development rows", true),
        ("loss, untouched rows", true), ("gain, untouched rows", true),
      ], rows: rows, markedRows: Set(plans.indices.filter { plans[$0].isRecommended }))
    return figures.map(PageParts.figure) + [PageParts.table(table)] + [words].compactMap(\.self)
  }

  /// Optimism and regret of the choice.
  private var words: Markup? {
    guard let quality else { return nil }
    let regret = NumberText.signedPercent(Estimate(quality.regret, standardError: quality.regretError))
    var text =
      quality.best == quality.recommended
      ? "Of the plans that can be trained the recommended one did best on untouched rows."
      : "Regret: \(quality.best) did better on untouched rows by \(regret)."
    if let optimism = quality.optimism {
      text +=
        " Optimism, the gain on development rows less that on untouched ones: "
        + NumberText.signedPercent(Estimate(optimism, standardError: quality.optimismError)) + "."
    }
    return PageParts.softParagraph(text)
  }

  /// A bar a plan, by what it brought on untouched rows, or on development rows where it was not verified; nil for less
  /// than two.
  private static func figure(of plans: [ComparedPlan]) -> ReportFigure? {
    func bars(_ measurement: (ComparedPlan) -> PlanMeasurement?) -> [BarsFigure.Bar] {
      plans.compactMap { plan in
        guard let gain = measurement(plan)?.gainEstimate, gain.value.isFinite else { return nil }
        return BarsFigure.Bar(name: plan.name, estimate: gain, isMarked: plan.isRecommended)
      }
    }
    let verified = bars(\.verified)
    let isVerified = verified.count > 1
    let bars = isVerified ? verified : bars(\.developed)
    guard bars.count > 1 else { return nil }
    let rows = isVerified ? "rows that nothing had touched" : "development rows"
    let figure = BarsFigure(bars: bars, title: "Gain of each plan on \(rows)", xLabel: "mean gain over all alone, %")
    return ReportFigure(
      name: isVerified ? "verification" : "development",
      caption: "Mean relative gain a task over training every task alone, on \(rows), with one standard error over "
        + "rows and replicates. The recommended plan is in colour.", canvas: figure.canvas())
  }
}
