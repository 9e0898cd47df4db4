internal import Diagnostics
internal import Panels
internal import Relations
internal import Statistics

/// What is known before anything is trained.
struct TriageSection: ReportSection {
  let title = "Before any training"
  var anchor: String? { "triage" }
  private let triage: PanelTriage
  private let panel: Panel

  init(_ triage: PanelTriage, panel: Panel) {
    self.triage = triage
    self.panel = panel
  }

  var body: [Markup] { [PageParts.list(sentences, class: "facts")] }

  /// One fact a sentence.
  var sentences: [String] { [sizes, redundancy, islands, clusters, advice].compactMap(\.self) }

  private var sizes: String {
    let rows = panel.tasks.map(\.rows.count).sorted()
    let range = "\(NumberText.count(rows.first ?? 0)) to \(NumberText.count(rows.last ?? 0))"
    let few = rows.count { $0 < Self.fewRows }
    return "\(NumberText.counted(rows.count, "task")) of \(range) rows, half of them of more than "
      + "\(NumberText.count(rows[rows.count / 2]))"
      + (few > 0
        ? "; \(NumberText.count(few)) have fewer than \(Self.fewRows), on which gains are mostly luck of the rows."
        : ".")
  }

  private var redundancy: String? {
    guard let first = triage.redundant.first else { return nil }
    let shown = triage.redundant.prefix(Self.shown).map { twins in
      "\(name(twins.pair.a)) and \(name(twins.pair.b)) (r = \(NumberText.fixed(twins.correlation, decimals: 3)))"
    }
    return triage.redundant.count == 1
      ? "One pair says the same twice: \(shown[0])."
      : "\(NumberText.count(triage.redundant.count)) pairs say the same twice, labels correlating by "
        + "\(NumberText.fixed(PanelTriage.same, decimals: 2)) to \(NumberText.fixed(first.correlation, decimals: 3)): "
        + "\(shown.joined(separator: ", "))\(rest(triage.redundant.count))."
  }

  private var islands: String? {
    guard let islands = triage.islands else {
      return "Which rows of different tasks are the same is not known (--id-column tells it)."
    }
    guard let largest = islands.first else { return "No two tasks share a row." }
    if islands.count == 1, triage.isolated == 0 {
      return "Every task is tied to every other by shared rows, if indirectly."
    }
    return "Shared rows tie the tasks into \(NumberText.counted(islands.count, "island")), the largest of "
      + "\(NumberText.count(largest.count)); \(NumberText.counted(triage.isolated, "task")) share rows with no other."
  }

  private var clusters: String? {
    guard triage.comparable > 0 else { return nil }
    guard !triage.clusters.isEmpty else {
      return "No tasks have labels that correlate by more than \(NumberText.fixed(PanelTriage.alike, decimals: 1))."
    }
    let shown = triage.clusters.prefix(Self.shown).map { cluster in
      cluster.prefix(Self.shown).map(name).joined(separator: ", ")
        + (cluster.count > Self.shown ? " and \(cluster.count - Self.shown) more" : "")
    }
    return "\(NumberText.counted(triage.clusters.count, "cluster")) of tasks whose labels correlate by more than "
      + "\(NumberText.fixed(PanelTriage.alike, decimals: 1)) on average: \(shown.joined(separator: "; "))"
      + "\(rest(triage.clusters.count)). Measuring pays there first."
  }

  private var advice: String {
    "Nothing was trained, so no groups are recommended: alike tasks can still harm each other. --budget 600s measures for "
      + "about ten minutes."
  }

  private func rest(_ count: Int) -> String {
    count > Self.shown ? " and \(NumberText.count(count - Self.shown)) more" : ""
  }

  private func name(_ task: Int) -> String { UserError.shortened(panel.tasks[task].name) }

  private static let shown = 5
  /// Rows below which a task's held-out loss says little.
  private static let fewRows = 50
}
