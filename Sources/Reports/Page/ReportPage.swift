internal import Diagnostics
internal import Grouping

/// The report as one HTML page that needs nothing else: no script, no network, no file beside it.
///
/// The same content gives the same bytes. The page follows the reader's light or dark scheme and width.
public struct ReportPage: Sendable {
  let content: ReportContent

  public init(_ content: ReportContent) { self.content = content }

  /// The page's source.
  public func html() -> String {
    let head = Markup.element(
      "head",
      [
        .leaf("meta", [("charset", "utf-8")]),
        .leaf("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
        .element("title", content.title + " – Kindred report"), .style(PageStyle.sheet),
      ])
    let sections = [
      groupSection, planSection, affinitySection, accuracySection, labelSection, extraSections, taskSection,
      nextStepsSection, warningSection, provenanceSection,
    ]
    let main = Markup.element("main", [header, verdict] + sections.compactMap(\.self))
    let page = Markup.element("html", [("lang", "en")], [head, .newline, .element("body", [main]), .newline])
    return "<!DOCTYPE html>\n" + page.source + "\n"
  }

  /// Every figure of the page by file name, such as "affinities.svg", in the page's order.
  public func figureFiles() -> [(name: String, source: String)] {
    (figures + content.sections.flatMap(\.figures)).map { ($0.name + ".svg", $0.canvas.document()) }
  }

  private var figures: [ReportFigure] { [planFigure, affinityFigure, accuracyFigure].compactMap(\.self) }

  // MARK: Head of the page

  private var header: Markup {
    let panel = content.panel
    var facts = [
      NumberText.counted(content.tasks.count, "task"), NumberText.counted(panel.rows, "row"),
      NumberText.counted(panel.features, "feature"),
    ]
    for kind in Set(content.tasks.map(\.kind)).sorted() {
      facts.append("\(NumberText.count(content.tasks.count { $0.kind == kind })) \(kind)")
    }
    return .element(
      "header",
      [
        .element("h1", content.title),
        .element("p", "Which tasks to learn together: " + facts.joined(separator: " · ")),
      ]) + .newline
  }

  private var verdict: Markup {
    let words = [Markup.element("h2", content.verdict.headline)] + content.verdict.sentences.map(PageParts.paragraph)
    let card = Markup.element("div", [("class", "verdict")], words) + .newline
    let facts = headFacts.map { fact in
      let value = [Markup.text(PageParts.typeset(fact.value)), .element("small", fact.note)]
      return Markup.element("div", [.element("dt", fact.name), .element("dd", value)])
    }
    return facts.isEmpty ? card : card + .element("dl", [("class", "facts")], facts) + .newline
  }

  private var headFacts: [(name: String, value: String, note: String)] {
    var facts: [(name: String, value: String, note: String)] = []
    let chosen = content.plans.first(where: \.isRecommended)
    if let gain = chosen?.verifiedGain, gain.value.isFinite {
      let note = gain.standardError.map { "± " + NumberText.percent($0) + ", untouched rows" } ?? "untouched rows"
      facts.append(("Verified gain over alone", NumberText.signedPercent(gain.value), note))
    }
    if let reliability = content.labels?.reliability, reliability.isFinite {
      facts.append(("Reliability of the gains", NumberText.fixed(reliability, decimals: 2), "1 is free of noise"))
    }
    let predictor = content.accuracy.first { $0.isPredictor && $0.correlation?.value.isFinite == true }
    if let predictor, let correlation = predictor.correlation {
      facts.append(
        ("Accuracy of the predictor", "r = " + NumberText.fixed(correlation.value, decimals: 2), predictor.split))
    }
    if let labels = content.labels {
      let note = "of \(NumberText.count(labels.pairsTotal)), " + NumberText.counted(labels.replicates, "replicate")
      facts.append(("Pairs measured", NumberText.count(labels.pairsMeasured), note))
    }
    return facts
  }
}
