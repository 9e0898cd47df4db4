internal import Diagnostics
internal import Methods
internal import Plans

/// Published ways of choosing groups beside Kindred's: what they cost and what their plans reached.
struct CompareSection: ReportSection {
  let comparison: MethodComparison

  let title = "What would other methods have chosen?"
  var anchor: String? { "compare" }

  var body: [Markup] {
    let rows = comparison.results.filter { $0.reason == nil }.map { result in
      [
        result.method.rawValue, count(result.fits), correlation(result.correlation), count(result.networks),
        gain(result.developed), gain(result.verified),
        result.difference.map {
          NumberText.signedPercent(Estimate($0, standardError: result.differenceError))
        } ?? "", result.corrected.map { NumberText.fixed($0, decimals: 3) } ?? "",
      ]
    }
    let table = ReportTable(
      columns: [
        ("method", false), ("fits to choose", true), ("r with fresh gains", true), ("networks", true),
        ("gain, development rows", true), ("gain, untouched rows", true), ("Kindred ahead by", true),
        ("p (Holm)", true),
      ], rows: rows, markedRows: [0])
    let refused = comparison.results.compactMap { result in
      result.reason.map { "\(result.method.rawValue) does not run, as \($0)." }
    }
    return [PageParts.paragraph(comparison.verdict), PageParts.table(table)] + refused.map(PageParts.softParagraph)
  }

  private func count(_ value: Int?) -> String { value.map { NumberText.count($0) } ?? "" }

  private func correlation(_ value: Double?) -> String {
    value.map { NumberText.fixed($0, decimals: 2) } ?? NumberText.missing
  }

  private func gain(_ measurement: PlanMeasurement?) -> String {
    measurement.map { NumberText.signedPercent($0.gainEstimate) } ?? ""
  }
}
