internal import Diagnostics
internal import Foundation
internal import Panels
internal import StudyFiles

/// The report as one HTML page that needs nothing else: no script beside the button that copies, no network, no file beside it.
///
/// The same content gives the same bytes. The page follows the reader's light or dark scheme and width.
package struct ReportPage: Sendable {
  private let files: [String]
  private let panel: Panel
  private let verdict: Verdict
  private let headFacts: [HeadFact]
  private let sections: [any ReportSection]

  /// The page of a study of groups.
  package init(_ content: ReportContent) {
    files = content.settings.panel.files
    panel = content.panel
    verdict = content.verdict
    headFacts = content.evidence.map(HeadFact.all) ?? []
    sections = content.sections()
  }

  /// The page of a study of helpers.
  package init(_ content: HelperContent) {
    files = content.settings.panel.files
    panel = content.panel
    verdict = content.verdict
    headFacts = HeadFact.all(of: content)
    sections = content.sections()
  }

  /// The panel's files.
  private var title: String { files.map { URL(filePath: $0).lastPathComponent }.joined(separator: ", ") }

  /// The page's source.
  package func html() -> String {
    let head = Markup.element(
      "head",
      [
        .leaf("meta", [("charset", "utf-8")]),
        .leaf("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
        .element("title", title + " – Kindred report"), .style(PageStyle.sheet),
      ])
    let main = Markup.element("main", [header, card, facts] + sectionMarkups)
    let page = Markup.element("html", [("lang", "en")], [head, .newline, .element("body", [main]), .newline])
    return "<!DOCTYPE html>\n" + page.source + "\n"
  }

  /// Every figure of the page by file name, such as "affinities.svg", in the page's order.
  package func figureFiles() -> [(name: String, source: String)] {
    sections.flatMap(\.figures).map { ($0.name + ".svg", $0.canvas.document()) }
  }

  private var sectionMarkups: [Markup] {
    var unnamed = 0
    return sections.map { section in
      if section.anchor == nil { unnamed += 1 }
      return PageParts.section(section.title, id: section.anchor ?? "section-\(unnamed)", section.body)
    }
  }

  // MARK: Head of the page

  private var header: Markup {
    var facts = [
      NumberText.counted(panel.tasks.count, "task"), NumberText.counted(panel.rowCount, "row"),
      NumberText.counted(panel.featureNames.count, "feature"),
    ]
    let kinds = panel.tasks.map(\.kind.rawValue)
    for kind in Set(kinds).sorted() { facts.append("\(NumberText.count(kinds.count { $0 == kind })) \(kind)") }
    return .element(
      "header",
      [
        .element("h1", title),
        .element("p", "Which tasks to learn together: " + facts.joined(separator: " · ")),
      ]) + .newline
  }

  private var card: Markup {
    let words = [Markup.element("h2", verdict.headline)] + verdict.sentences.map(PageParts.paragraph)
    return Markup.element("div", [("class", "verdict")], words) + .newline
  }

  private var facts: Markup {
    let facts = headFacts.map { fact in
      let value = [Markup.text(PageParts.typeset(fact.value)), .element("small", fact.note)]
      return Markup.element("div", [.element("dt", fact.name), .element("dd", value)])
    }
    return facts.isEmpty ? .empty : .element("dl", [("class", "facts")], facts) + .newline
  }
}
