internal import Diagnostics
internal import Grouping
internal import Networks
internal import Panels
internal import StudyFiles

/// What a user would run next, for a shell.
struct CommandSection: ReportSection {
  let title = "What to run next"
  var anchor: String? { "next" }
  private let commands: [String]
  private let isOfCells: Bool

  /// nil where no other program trains on such a panel as it is.
  init?(settings study: StudySettings, panel: Panel, plan: GroupPlan) {
    let settings = study.panel
    isOfCells = study.togetherTraining.objective == .cells
    guard panel.layout == .wide, settings.files.count == 1, !settings.options.smilesColumns.isEmpty else { return nil }
    commands = TrainingCommands(
      dataPath: settings.files[0], smilesColumns: settings.options.smilesColumns, tasks: panel.tasks
    ).chemprop(plan)
    if commands.isEmpty { return nil }
  }

  /// What commands for chemprop have to say where the study trained otherwise.
  private static let otherLoss = """
    Chemprop minimises one mean over all labelled cells. The gains of this study were measured on the sum of the tasks' mean \
    losses, under which tasks of unequal size may gain otherwise; a study with --objective cells measures what \
    chemprop minimises.
    """

  var body: [Markup] {
    let block = Markup.element("pre", commands.joined(separator: "\n"))
    let folded = PageParts.folded(block, count: commands.count, NumberText.counted(commands.count, "command"))
    return isOfCells ? [folded] : [.element("p", Self.otherLoss), folded]
  }
}
