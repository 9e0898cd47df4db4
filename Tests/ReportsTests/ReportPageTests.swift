import Labels
import FoundationEssentials
import Grouping
import Labels
import LinearAlgebra
import Networks
import Panels
import Plans
import Prediction
import Reports
import Statistics
internal import StudyFiles
import Testing

@Suite struct ReportPageTests {
  @Test(arguments: [2, 12, 600])
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
    var names = SampleContent.names(12)
    names[0] = "</style><img src=x onerror=\"y\">&amp;\u{0}\u{1F}\u{FFFE}"
    names[1] = String(repeating: "very long name ", count: 60)
    var content = try SampleContent.make(tasks: 12, names: names)
    content.settings.panel.files = ["<\u{2F}title><script>alert('x')<\u{2F}script>"]
    content.warnings = ["a < b & c > d \"e\" 'f'"]
    let html = ReportPage(content).html()
    #expect(WellFormed.flaw(in: html) == nil)
    #expect(!html.contains("<script") && !html.contains("<img"))
    #expect(html.contains("a &lt; b &amp; c &gt; d &quot;e&quot; &#39;f&#39;"))
    #expect(!html.unicodeScalars.contains { $0.value == 0 || $0.value == 0x1F })
  }

  /// Commands for a trainer of another loss say so.
  @Test func commandsSayWhichLossGainsAreOf() throws {
    var content = try SampleContent.make(tasks: 2)
    #expect(ReportPage(content).html().contains("one mean over all labelled cells"))
    content.settings.training.all.objective = .cells
    #expect(!ReportPage(content).html().contains("one mean over all labelled cells"))
  }

  @Test func numbersThatAreMissingAreLeftOut() throws {
    var content = try SampleContent.make(tasks: 12)
    let pairs = OrderedPair.all(taskCount: 12)
    content.affinities = Affinities(
      predictions: pairs.map { GainPrediction(pair: $0, gain: .infinity, deviation: 0, multiplier: 0) },
      measured: content.affinities.predictions.prefix(3).map {
        Gain(
          target: $0.pair.target, partners: [$0.pair.partner], replicates: 1, gain: .nan, gainSE: .nan,
          metricBenefit: nil, metricBenefitSE: nil, lossAlone: 1, lossTogether: 1)
      }, taskCount: 12)
    var evidence = try #require(content.evidence)
    evidence.verification.scores[0].gain = .nan
    evidence.verification.scores[0].gainError = .nan
    evidence.verification.scores[1].gainError = .infinity
    evidence.verification.scores[2].gainError = nil
    content.choice.scores[0].gain = .nan
    evidence.metrics.prediction.heldOutPairs?.scores[0].correlation?.value = .nan
    evidence.metrics.prediction.heldOutPairs?.scores[0].rmse.value = .nan
    evidence.metrics.reliability.reliability = .nan
    content.evidence = evidence
    let page = ReportPage(content)
    #expect(WellFormed.flaw(in: page.html()) == nil)
    #expect(!page.html().lowercased().contains(/\b(nan|inf)\b/))
    for file in page.figureFiles() { #expect(!file.source.lowercased().contains(/\b(nan|inf)\b/), "\(file.name)") }
  }

  @Test func nothingMeasuredMakesAPage() throws {
    var content = try SampleContent.make(tasks: 2)
    content.evidence = nil
    content.choice.scores = []
    content.skills = []
    content.warnings = []
    content.affinities = Affinities(predictions: content.affinities.predictions, taskCount: 2)
    let page = ReportPage(content)
    #expect(WellFormed.flaw(in: page.html()) == nil)
    #expect(page.figureFiles().map(\.name) == ["affinities.svg"])
    #expect(page.html().contains("No pair was measured, so no groups are recommended."))
    #expect(!page.html().contains("id=\"verification\"") && !page.html().contains("id=\"labels\""))
  }

  /// A section without a name of its own is numbered, so that links to it hold.
  @Test func everySectionHasAnAnchor() throws {
    let html = ReportPage(try SampleContent.make(tasks: 12)).html()
    let anchors = html.matches(of: /<section id="([^"]+)">/).map { String($0.output.1) }
    #expect(
      anchors == [
        "groups", "verification", "affinities", "accuracy", "labels", "section-1", "tasks", "next", "warnings",
        "provenance",
      ])
  }

  @Test func theCheckFindsFlaws() {
    for bad in ["<p>", "<p></div>", "</p>", "<p a=\"x></p>", "a & b", "<p>a > b</p>", "<p"] {
      #expect(WellFormed.flaw(in: bad) != nil, "\(bad)")
    }
    #expect(WellFormed.flaw(in: "<p a=\"b\">c &lt; d<br/></p>") == nil)
  }
}
