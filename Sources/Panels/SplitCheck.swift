internal import Diagnostics

/// Finds the tasks that a study's own splits leave without rows to train, stop, test or verify on.
struct SplitCheck {
  /// Stratified splits give every part of a task that should have this many rows at least one; only smaller ones are
  /// looked at.
  private static let certainRows = 5.0
  /// A fold tests, another stops, and what trains has to be in a third.
  private static let minimumFolds = 3

  let settings: SplitSettings

  /// The tasks and what they lack, in the folds of the first replicate. O(measurements), nothing where tasks are large.
  func refusals(in panel: Panel) -> [RefusedTask] {
    let share = min(settings.verifyFraction > 0 ? settings.verifyFraction : 1, 1 / Double(settings.folds))
    let enough = Int(min((Self.certainRows / share).rounded(.up), 1e9))
    let small = panel.tasks.indices.filter { panel.times != nil || isSmall(panel.tasks[$0], in: panel, enough: enough) }
    if small.isEmpty { return [] }
    let isHeld = settings.verification(panel)
    let folds = settings.folds(panel, replicate: 0, excluding: isHeld)
    let verifies = isHeld.contains(true)
    return small.compactMap { index in
      let task = panel.tasks[index]
      let places = Set(task.rows.filter { !isHeld[$0] }.map { Int(folds[$0]) })
      let used = places.count
      let reason: String? =
        if verifies && !task.rows.contains(where: { isHeld[$0] }) {
          "no row set aside to verify on"
        } else if panel.times != nil, !places.contains(settings.folds) {
          "no row early enough to train on"
        } else if panel.times != nil, !places.contains(where: { TimeFolds.isTested($0, count: settings.folds) }) {
          "no row late enough to test on"
        } else if used < Self.minimumFolds {
          "rows in only \(used) of \(settings.folds) folds"
        } else { nil }
      return reason.map { RefusedTask(name: task.name, reason: $0, rows: task.rows.count) }
    }
  }

  private func isSmall(_ task: LearningTask, in panel: Panel, enough: Int) -> Bool {
    if task.rows.count < enough { return true }
    guard panel.splitUnitCount < panel.rowCount else { return false }
    var seen: Set<Int> = []
    for row in task.rows where seen.count < enough { seen.insert(panel.splitUnits[row]) }
    return seen.count < enough
  }
}
