internal import Diagnostics
internal import Panels

/// What about the panel will hurt, or may not be expected.
struct WarningSection: ReportSection {
  let title = "Warnings"
  var anchor: String? { "warnings" }
  private let warnings: [PanelWarning]

  /// nil where there are none.
  init?(_ warnings: [PanelWarning]) {
    if warnings.isEmpty { return nil }
    self.warnings = warnings
  }

  var body: [Markup] {
    let list = PageParts.list(warnings.map(\.message), class: "warnings")
    return [PageParts.folded(list, count: warnings.count, NumberText.counted(warnings.count, "warning"))]
  }
}
