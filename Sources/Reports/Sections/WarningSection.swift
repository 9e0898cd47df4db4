internal import Diagnostics

/// What about the panel will hurt or may not be expected, and what failed.
struct WarningSection: ReportSection {
  let title = "Warnings"
  var anchor: String? { "warnings" }
  private let warnings: [String]

  /// nil where there are none.
  init?(_ warnings: [String]) {
    if warnings.isEmpty { return nil }
    self.warnings = warnings
  }

  var body: [Markup] {
    let list = PageParts.list(warnings, class: "warnings")
    return [PageParts.folded(list, count: warnings.count, NumberText.counted(warnings.count, "warning"))]
  }
}
