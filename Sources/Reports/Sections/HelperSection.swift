internal import Diagnostics
internal import Plans

/// The helpers of a primary task: which, in which order, what each adds, and what none of the rest adds.
struct HelperSection: ReportSection {
  let title: String
  let anchor: String?
  let figures: [ReportFigure]
  private let choice: PrimaryChoice
  private let verified: HelperVerification.Primary?
  private let names: [String]
  private let isMeasured: Bool

  /// - Parameters:
  ///   - place: among the primary tasks.
  ///   - verified: what untouched rows say; nil where nothing was verified.
  ///   - names: the tasks' names.
  ///   - isMeasured: whether anything was trained.
  init(
    place: Int, choice: PrimaryChoice, verified: HelperVerification.Primary?, names: [String], isMeasured: Bool
  ) {
    title = "Helpers of " + names[choice.primary]
    anchor = "helpers-\(place + 1)"
    self.choice = choice
    self.verified = verified
    self.names = names
    self.isMeasured = isMeasured
    figures = [Self.figure(of: choice, verified: verified, place: place)].compactMap(\.self)
  }

  var body: [Markup] {
    var parts = [PageParts.softParagraph(words)]
    parts += figures.map(PageParts.figure)
    if !choice.additions.isEmpty { parts.append(additionTable("What each helper adds", "added", choice.additions)) }
    if !choice.rest.isEmpty {
      parts.append(PageParts.paragraph(restWords))
      parts.append(additionTable("What the rest would add", "would be added", choice.rest))
    }
    if isMeasured { parts.append(setTable) }
    parts.append(
      PageParts.folded(partnerTable, count: choice.partners.count, "All \(choice.partners.count) other tasks"))
    return parts + [quality].compactMap(\.self)
  }

  private var words: String {
    guard isMeasured else { return "Nothing was trained; the order is what other panels lead to expect." }
    let set = choice.network
    if set.helpers.isEmpty {
      return "No helper: no set of tasks was better for it by more than the error of the difference."
    }
    return
      "\(NumberText.counted(set.helpers.count, "helper")): \(list(set.helpers)). Gains are relative to the loss alone, with "
      + "standard errors over rows and replicates; those of a searched set on development rows flatter it, unless they are "
      + "cross-fitted."
  }

  /// Whether any of the tasks that are left out would add something.
  private var restWords: String {
    let sure = choice.rest.filter { addition in addition.addedError.map { addition.added > 2 * $0 } ?? false }
    return sure.isEmpty
      ? "None of the tasks that are left out adds anything beyond its error."
      : "\(list(sure.flatMap(\.tasks))) would add a little on these rows, which is no more than the best of "
        + "\(choice.rest.count) may show by luck."
  }

  private func list(_ tasks: [Int]) -> String {
    let shown = tasks.prefix(20).map { names[$0] }
    return VerdictWriter.list(shown + (tasks.count > 20 ? ["\(NumberText.count(tasks.count - 20)) more"] : []))
  }

  private func additionTable(_ caption: String, _ added: String, _ additions: [HelperAddition]) -> Markup {
    PageParts.table(
      ReportTable(
        caption: caption, columns: [("helper", false), ("gain with it", true), (added, true)],
        rows: additions.map { addition in
          [
            addition.tasks.map { names[$0] }.joined(separator: ", "), NumberText.signedPercent(addition.gainEstimate),
            NumberText.signedPercent(addition.addedEstimate),
          ]
        }))
  }

  /// Every set that was measured: the recommended one, simple ones, then the best of those that were searched.
  private var setTable: Markup {
    let searched = choice.candidates.filter { !$0.isSimple }.sorted { gain(of: $0) > gain(of: $1) }.prefix(12)
    let sets = choice.candidates.filter(\.isSimple) + searched
    let rows = sets.map { set in
      [
        set.isSimple ? set.name : list(set.helpers), "\(set.helpers.count)",
        choice.score(of: set).map { NumberText.signedPercent($0.gainEstimate) } ?? "",
        score(set.name).map { NumberText.estimate($0.lossEstimate) } ?? "",
        score(set.name).map { NumberText.signedPercent($0.gainEstimate) } ?? "",
      ]
    }
    let honest = choice.crossFitted.map { ["\($0.name)", "", NumberText.signedPercent($0.gainEstimate), "", ""] }
    return PageParts.table(
      ReportTable(
        caption: "Sets of helpers",
        columns: [
          ("trained with", false), ("helpers", true), ("gain, development rows", true), ("loss, untouched rows", true),
          ("gain, untouched rows", true),
        ], rows: rows + [honest].compactMap(\.self),
        markedRows: Set(sets.indices.filter { sets[$0].name == choice.recommended.name })))
  }

  private func gain(of set: HelperSet) -> Double { choice.score(of: set)?.gain ?? 0 }

  private func score(_ name: String) -> PlanMeasurement? { verified?.scores.first { $0.name == name } }

  private var partnerTable: Markup {
    PageParts.table(
      ReportTable(
        caption: "Every other task as the only partner",
        columns: [("order", true), ("helper", false), ("gain", true), ("decision", false)],
        rows: choice.partners.map { partner in
          [
            partner.order.map(String.init) ?? "", names[partner.helper],
            partner.gain.map { NumberText.signedPercent(Estimate($0, standardError: partner.gainError)) } ?? "",
            partner.decision.rawValue,
          ]
        }, markedRows: Set(choice.partners.indices.filter { choice.partners[$0].decision == .helper })))
  }

  /// Optimism and regret of the choice.
  private var quality: Markup? {
    guard let quality = verified?.quality else { return nil }
    let regret = NumberText.signedPercent(Estimate(quality.regret, standardError: quality.regretError))
    var text =
      quality.best == quality.recommended
      ? "Of the sets that were verified the recommended one did best on untouched rows."
      : "Regret: \(quality.best) did better on untouched rows by \(regret)."
    if let optimism = quality.optimism {
      text +=
        " Optimism, the gain on development rows less that on untouched ones: "
        + NumberText.signedPercent(Estimate(optimism, standardError: quality.optimismError)) + "."
    }
    return PageParts.softParagraph(text)
  }

  /// A bar a verified set; nil for less than two.
  private static func figure(
    of choice: PrimaryChoice, verified: HelperVerification.Primary?, place: Int
  ) -> ReportFigure? {
    let bars = (verified?.scores ?? []).filter(\.gainEstimate.value.isFinite).map { score in
      BarsFigure.Bar(name: score.name, estimate: score.gainEstimate, isMarked: score.name == choice.recommended.name)
    }
    guard bars.count > 1 else { return nil }
    let figure = BarsFigure(
      bars: bars, title: "Gain by each set of helpers on rows that nothing had touched", xLabel: "gain over alone, %")
    return ReportFigure(
      name: "helpers-\(place + 1)",
      caption:
        "Relative gain over training the task alone, on rows that nothing had touched, with one standard error over "
        + "rows and replicates. The recommended set is in colour.", canvas: figure.canvas())
  }
}
