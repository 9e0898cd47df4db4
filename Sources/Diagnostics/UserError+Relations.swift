extension UserError {
  /// A panel from which no pair can be made.
  package static func relationsNeedTwoTasks(found: Int) -> UserError {
    UserError(
      .badData, found: found == 1 ? "the panel has one task" : "the panel has no tasks",
      expected: "at least two, as a relation is between tasks",
      advice: "Name more columns with --target-columns, or the column that tells tasks apart with --task-column.")
  }

  /// A task that measures nothing.
  package static func relationsNeedRows(task: String) -> UserError {
    UserError(
      .badData, column: task, found: "the task has no measured rows", expected: "at least one",
      advice: "Leave the task out with --ignore-columns.")
  }
}

extension UserError {
  /// A `relations.csv` that was not written for this panel.
  package static func notRelations(_ file: String, found: String) -> UserError {
    UserError(
      .badData, file: file, found: "the file holds \(found)", expected: "the relations of the panel's tasks, in order",
      advice: "Delete it and call `kindred relate` again.")
  }
}
