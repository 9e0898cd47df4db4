internal import Diagnostics
internal import Labels
internal import StudyFiles

/// How far the measured gains can be trusted.
struct LabelSection: ReportSection {
  let plan: LabelPlan
  let metrics: StudyMetrics

  let title = "How good are the measurements?"
  var anchor: String? { "labels" }

  var body: [Markup] {
    let reliability = metrics.reliability
    func number(_ value: Double?) -> String {
      value.map { NumberText.fixed($0, decimals: 2) } ?? NumberText.missing
    }
    let rows = [
      ["pairs measured", "\(NumberText.count(plan.sets.count)) of \(NumberText.count(plan.pairCount))"],
      ["replicates of a pair", NumberText.count(plan.replicates)],
      ["replicates of the alone baseline", NumberText.count(plan.baselineReplicates)],
      ["reliability of the gains", number(reliability.reliability)],
      ["reliability of the ranking of a target's partners", number(reliability.reliabilityWithin)],
      ["highest correlation that a predictor could reach", number(reliability.ceiling)],
      [
        "replicates for a reliability of 0.80",
        reliability.replicatesNeeded.map { NumberText.count($0) } ?? NumberText.missing,
      ],
    ]
    let words =
      "A gain is the share of a task's held-out loss that training with a partner saves. Measured again with another "
      + "split, another start and other rows it comes out differently; reliability is the correlation to expect between two "
      + "such measurements."
    let table = ReportTable(columns: [("", false), ("", true)], rows: rows)
    let unknown = reliability.unknown.map { "How reliable they are is unknown, as \($0.words)." }
    let paragraphs = [words, unknown, varianceText].compactMap(\.self)
    return paragraphs.map(PageParts.paragraph) + [PageParts.table(table)]
  }

  private var varianceText: String? {
    guard metrics.reliability.unknown == nil, let shares = metrics.components?.shares else { return nil }
    let parts = shares.map { NumberText.percent($0, decimals: 0) }
    return
      "Of what makes one replicate's gains differ, \(parts[0]) is that some targets gain more than others whatever the "
      + "partner, \(parts[1]) that some partners give more, \(parts[2]) is particular to the pair, "
      + (metrics.components?.rows == nil
        ? "" : "\(parts[3]) is luck of the rows, which more replicates do not take away, ")
      + "and \(parts[4]) is noise that another replicate does not repeat."
  }
}
