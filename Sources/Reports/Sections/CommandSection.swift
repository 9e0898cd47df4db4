internal import Diagnostics
internal import Grouping
internal import Panels
internal import StudyFiles

/// What a user would run next, for a shell.
struct CommandSection: ReportSection {
  let title = "What to run next"
  var anchor: String? { "next" }
  private let commands: [String]

  /// nil where no other program trains on such a panel as it is.
  init?(settings: StudySettings.PanelSection, panel: Panel, plan: GroupPlan) {
    guard panel.layout == .wide, settings.files.count == 1, !settings.options.smilesColumns.isEmpty else { return nil }
    commands = TrainingCommands(
      dataPath: settings.files[0], smilesColumns: settings.options.smilesColumns, tasks: panel.tasks
    ).chemprop(plan)
    if commands.isEmpty { return nil }
  }

  var body: [Markup] {
    let block = Markup.element("pre", commands.joined(separator: "\n"))
    return [PageParts.folded(block, count: commands.count, NumberText.counted(commands.count, "command"))]
  }
}
