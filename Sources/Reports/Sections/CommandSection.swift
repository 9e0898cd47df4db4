internal import Diagnostics
internal import Panels
internal import Trainers

/// What a user would run next, for a shell.
struct CommandSection: ReportSection {
  let title = "What to run next"
  var anchor: String? { "next" }
  private let commands: [String]
  private let isOfCells: Bool

  /// nil where no other program trains on such a panel.
  ///
  /// - Parameter isOfCells: whether the study's networks minimised one mean over all labelled cells too.
  init?(folder: String, tables: [TrainingTable], panel: Panel, isOfCells: Bool) {
    self.isOfCells = isOfCells
    commands = TrainingCommands(folder: folder, tables: tables, tasks: panel.tasks).chemprop()
    if commands.isEmpty { return nil }
  }

  /// What commands for chemprop have to say where the study trained otherwise.
  private static let otherLoss = """
    Chemprop minimises one mean over all labelled cells. The gains of this study were measured on the sum of the tasks' mean \
    losses, under which tasks of unequal size may gain otherwise; a study with --objective cells measures what \
    chemprop minimises.
    """

  var body: [Markup] {
    let block = PageParts.copyable(commands.joined(separator: "\n"))
    let folded = PageParts.folded(block, count: commands.count, NumberText.counted(commands.count, "line"))
    return isOfCells ? [folded] : [.element("p", Self.otherLoss), folded]
  }
}
