internal import Diagnostics
internal import Networks
internal import StudyFiles

/// How well the built-in networks stand for the trainer from outside.
struct PilotSection: ReportSection {
  let title = "Can the built-in networks stand for your trainer?"
  var anchor: String? { "pilot" }
  private let result: PilotResult

  init(_ result: PilotResult) { self.result = result }

  var body: [Markup] {
    func text(_ value: Double?) -> String { value.map { NumberText.fixed($0, decimals: 2) } ?? "" }
    let rows = result.proxies.map { proxy in
      [
        proxy.objective.rawValue, text(proxy.correlation),
        proxy.lower.flatMap { lower in proxy.upper.map { "\(text(lower)) to \(text($0))" } } ?? "",
        text(proxy.withinTarget), proxy.sameSign.map { NumberText.percent($0, decimals: 0) } ?? "",
        text(proxy.reliability), text(proxy.ceiling.map { min(1, $0) }),
      ]
    }
    let table = ReportTable(
      columns: [
        ("joint loss", false), ("r", true), ("95 % interval", true), ("within target", true), ("same sign", true),
        ("reliability", true), ("r at most", true),
      ], rows: rows)
    let trainer = result.trainerReliability.map { " The trainer's gains have a reliability of \(text($0))." } ?? ""
    return [
      PageParts.softParagraph(
        "Gains of \(NumberText.counted(result.pairs, "pair")), by the trainer and by the built-in networks, in replicates of their "
          + "own." + trainer),
      PageParts.table(table), PageParts.softParagraph(result.conclusion),
    ]
  }
}
