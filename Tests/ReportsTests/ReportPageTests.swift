import Diagnostics
import FoundationEssentials
import Grouping
import LinearAlgebra
import Reports
import Testing

@Suite struct ReportPageTests {
  @Test(arguments: [1, 2, 12, 600])
  func pageIsWellFormedSelfContainedAndSmall(count: Int) throws {
    let page = ReportPage(try SampleContent.make(tasks: count))
    let html = page.html()
    #expect(WellFormed.flaw(in: html) == nil)
    #expect(html.utf8.count < 4_000_000)
    let words = withoutImages(html.lowercased())
    for forbidden in ["//", "<script", "<link", "@import", "url("] {
      #expect(!words.contains(forbidden), "\(forbidden) in a page of \(count)")
    }
    #expect(!words.contains(/\b(nan|inf)\b/), "a number that is none in a page of \(count)")
    #expect(html == ReportPage(try SampleContent.make(tasks: count)).html(), "not the same bytes twice")
    for file in page.figureFiles() {
      #expect(WellFormed.flaw(in: file.source) == nil, "\(file.name)")
      #expect(file.name.hasSuffix(".svg"))
    }
    try keep(page, as: "report-\(count)")
  }

  /// Leaves the pages in the folder that `KINDRED_KEEP_REPORTS` names, to be looked at.
  private func keep(_ page: ReportPage, as name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["KINDRED_KEEP_REPORTS"] else { return }
    try Data(page.html().utf8).write(to: URL(filePath: folder).appending(path: name + ".html"))
    for file in page.figureFiles() {
      try Data(file.source.utf8).write(to: URL(filePath: folder).appending(path: name + "-" + file.name))
    }
  }

  private func withoutImages(_ html: String) -> String {
    html.split(separator: "\"").filter { !$0.hasPrefix("data:image/png;base64,") }.joined(separator: "\"")
  }

  @Test func namesAreEscapedEverywhere() throws {
    var content = try SampleContent.make(tasks: 12)
    content.title = "</title><script>alert('x')</script>"
    content.tasks[0].name = "</style><img src=x onerror=\"y\">&amp;\u{0}\u{1F}\u{FFFE}"
    content.tasks[1].name = String(repeating: "very long name ", count: 60)
    content.warnings = ["a < b & c > d \"e\" 'f'"]
    let html = ReportPage(content).html()
    #expect(WellFormed.flaw(in: html) == nil)
    #expect(!html.contains("<script") && !html.contains("<img"))
    #expect(html.contains("a &lt; b &amp; c &gt; d &quot;e&quot; &#39;f&#39;"))
    #expect(!html.unicodeScalars.contains { $0.value == 0 || $0.value == 0x1F })
  }

  @Test func numbersThatAreMissingAreLeftOut() throws {
    var content = try SampleContent.make(tasks: 12)
    content.affinities = Matrix(rows: 12, columns: 12, filledWith: .nan)
    content.points = [
      .init(predicted: .nan, measured: 1, name: "x"), .init(predicted: .infinity, measured: 1, name: "y"),
    ]
    content.plans = [
      PlanOutcome(roles: [.recommended], name: "a", groups: 1, verifiedGain: Estimate(.nan, standardError: .nan)),
      PlanOutcome(roles: [.allAlone], name: "b", groups: 0, verifiedGain: Estimate(0.1, standardError: .infinity)),
      PlanOutcome(roles: [.allTogether], name: "c", groups: 0, verifiedGain: Estimate(0.1)),
    ]
    content.accuracy = [
      AccuracyRow(split: "s", model: "m", isPredictor: true, correlation: Estimate(.nan), error: .nan)
    ]
    content.labels?.reliability = .nan
    content.verdict = VerdictWriter(
      labels: content.labels, plans: content.plans, plan: content.grouping?.plan,
      lead: ("b", Estimate(.nan))
    ).verdict()
    let page = ReportPage(content)
    #expect(WellFormed.flaw(in: page.html()) == nil)
    #expect(!page.html().lowercased().contains(/\b(nan|inf)\b/))
    for file in page.figureFiles() { #expect(!file.source.lowercased().contains(/\b(nan|inf)\b/), "\(file.name)") }
  }

  @Test func emptyContentMakesAPage() {
    let content = ReportContent(
      title: "", panel: PanelFacts(rows: 0, features: 0), tasks: [], verdict: Verdict(headline: "", sentences: []))
    let page = ReportPage(content)
    #expect(WellFormed.flaw(in: page.html()) == nil)
    #expect(page.figureFiles().isEmpty)
  }

  @Test func theCheckFindsFlaws() {
    for bad in ["<p>", "<p></div>", "</p>", "<p a=\"x></p>", "a & b", "<p>a > b</p>", "<p"] {
      #expect(WellFormed.flaw(in: bad) != nil, "\(bad)")
    }
    #expect(WellFormed.flaw(in: "<p a=\"b\">c &lt; d<br/></p>") == nil)
  }
}
