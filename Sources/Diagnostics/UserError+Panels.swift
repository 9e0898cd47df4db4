/// A task that cannot be learned, and why.
package struct RefusedTask: Equatable, Sendable {
  package var name: String
  /// "always 0", "3 rows", ...
  package var reason: String
  package var rows: Int

  package init(name: String, reason: String, rows: Int) {
    self.name = name
    self.reason = reason
    self.rows = rows
  }
}

/// What can be wrong with a panel as a whole, or with the options that say how to read it.
extension UserError {
  package static let noPanel = UserError(
    .usage, found: "no panel is named", advice: "Name one or several CSV files.")

  package static func unknownTargets(_ file: String, columns: [String], stacked: Bool) -> UserError {
    let flag =
      stacked
      ? "Say which column holds the targets: --target-columns NAME"
      : "Say which columns are the tasks: --target-columns A B 'NR-*' (or, with one task a row: --task-column NAME "
        + "--target-columns NAME; with molecules: --smiles-columns NAME)"
    return UserError(
      .badData, file: file, line: 1, found: "cannot know which columns are targets",
      advice: "\(flag). The columns are: \(abbreviatedList(columns)).")
  }

  package static func noMatchingColumn(
    _ file: String, flag: String, pattern: String, columns: [String]
  ) -> UserError {
    UserError(
      .badData, file: file, line: 1, column: pattern, found: "\(flag) '\(pattern)' matches no column",
      advice: "Columns that are free to match: \(abbreviatedList(columns)).")
  }

  package static func noMatchingTask(_ file: String, flag: String, pattern: String, tasks: [String]) -> UserError {
    UserError(
      .badData, file: file, found: "\(flag) '\(pattern)' matches no task",
      advice: "The tasks are: \(abbreviatedList(tasks)).")
  }

  package static func severalStackedTargets(_ file: String, taskColumn: String, targets: [String]) -> UserError {
    UserError(
      .badData, file: file, line: 1, found: "\(targets.count) target columns: \(abbreviatedList(targets))",
      expected: "one, because --task-column \(taskColumn) makes each row a sample of one task",
      advice: "Choose one, and leave the others out: --target-columns \(quoted(targets[0])) --ignore-columns "
        + targets.dropFirst().map(quoted).joined(separator: " "))
  }

  package static func severalStackedFiles(_ files: [String], taskColumn: String) -> UserError {
    UserError(
      .usage, file: files.joined(separator: ", "),
      found: "several files with --task-column \(taskColumn)",
      expected: "one file where rows are samples of one task",
      advice:
        "Put the rows below one another in one file; files that hold one task each are joined by --id-column alone.")
  }

  package static func joinNeedsID(_ files: [String], common: [String]) -> UserError {
    let candidates = common.isEmpty ? "They have no column in common." : "They all have: \(abbreviatedList(common))."
    return UserError(
      .usage, file: files.joined(separator: ", "), found: "\(files.count) files and no --id-column",
      expected: "the column by which their rows are matched", advice: "Give --id-column NAME. \(candidates)")
  }

  package static func noFeatures(_ file: String, columns: [String]) -> UserError {
    UserError(
      .badData, file: file, line: 1, found: "no column is left to be a feature",
      advice:
        "Take feature columns out of --target-columns and --ignore-columns, give a side table with --features FILE, "
        + "or name a column of SMILES with --smiles-columns. The columns are: \(abbreviatedList(columns)).")
  }

  package static func sideTableRows(
    _ file: String, rows: Int, panel: String, panelRows: Int, key: String?
  ) -> UserError {
    let expected = key.map { "a column \"\($0)\" to match rows by, or" } ?? ""
    return UserError(
      .badData, file: file, found: "\(rows) rows", expected: "\(expected) \(panelRows) rows in the order of \(panel)",
      advice: "Give the side table an id column that the panel has too and name it with --id-column, or make it again.")
  }

  package static func repeatedFeatures(
    _ file: String, line: Int?, column: String, id: String, earlier: Int?
  ) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column,
      found: "\(shortened(id)) again" + (earlier.map { ", after line \($0)" } ?? ""), expected: "every id once",
      advice: "Keep one row of features for each id.")
  }

  package static func missingFeatures(
    _ file: String, line: Int?, column: String, id: String, sideTable: String
  ) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "\(shortened(id)) has no row in \(sideTable)",
      expected: "features for every id", advice: "Add the row to the side table, or remove the id from the panel.")
  }

  package static func hugeTarget(_ file: String, line: Int?, column: String, found: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: found, expected: "a target within +-3.4e38",
      advice: "Change the unit or take logarithms.")
  }

  package static func badWeight(_ file: String, line: Int?, column: String, found: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: found.isEmpty ? "an empty cell" : found,
      expected: "a weight of 0 or more", advice: "Fill in a weight; 1 is neutral, 0 leaves the row out.")
  }

  package static func unknownSplit(_ file: String, line: Int?, column: String, found: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column,
      found: found.isEmpty ? "an empty cell" : "\"\(shortened(found))\"", expected: "train, validation or test",
      advice: "Correct the cell, or leave --splits-column out to have rows set aside at random.")
  }

  package static func contradictoryKind(_ file: String, task: String) -> UserError {
    UserError(
      .usage, file: file, found: "both --classification and --regression match task \"\(task)\"",
      advice: "Name it with one of them.")
  }

  package static func notBinary(_ file: String, task: String, found: String) -> UserError {
    UserError(
      .badData, file: file, column: task, found: "a target of \(found)",
      expected: "two values, as --classification says",
      advice: "Code the classes as 0 and 1, or leave the task out of --classification.")
  }

  package static func boundedClasses(_ file: String, task: String) -> UserError {
    UserError(
      .badData, file: file, column: task, found: "bounds such as >5", expected: "two values, as --classification says",
      advice: "Code the classes as 0 and 1, or leave the task out of --classification.")
  }

  package static func tooFewTasks(_ file: String, names: [String], taskColumn: String?, dropped: Int) -> UserError {
    let found = names.isEmpty ? "no task" : "one task, \(names[0])"
    let rest = dropped > 0 ? " after \(dropped) dropped" : ""
    let advice =
      taskColumn == nil
      ? "Name more with --target-columns; where rows are samples of one task each, --task-column says of which."
      : "Check --task-column \(taskColumn ?? ""), --ignore-columns and --min-rows."
    return UserError(.badData, file: file, found: found + rest, expected: "at least two tasks", advice: advice)
  }

  /// Tasks that cannot be learned, all in one message with the flag that leaves them out.
  ///
  /// - Parameters:
  ///   - column: the target column of a stacked panel; nil where each task is a column.
  ///   - ignored: what `--ignore-columns` says already.
  ///   - total: tasks looked at.
  package static func unlearnableTasks(
    _ file: String, column: String?, tasks: [RefusedTask], ignored: [String], minimumRows: Int, total: Int
  ) -> UserError {
    let single = tasks.count == 1 ? tasks[0] : nil
    let listed = tasks.prefix(20).map { "\(shown($0.name)) (\($0.reason))" }.joined(separator: ", ")
    let more = tasks.count > 20 ? " and \(tasks.count - 20) more" : ""
    let found =
      single.map { "task \"\(shown($0.name))\" has \(hasPhrase($0))" }
      ?? "\(tasks.count) of \(total) tasks cannot be learned: \(listed)\(more)"
    let flag = "--ignore-columns " + (ignored + tasks.map(\.name)).map(quoted).joined(separator: " ")
    let allSmall = tasks.allSatisfy { $0.rows < minimumRows }
    let alternative = allSmall ? "--min-rows \(minimumRows), or " : ""
    return UserError(
      .badData, file: file, column: column ?? single?.name, found: found,
      expected: "at least \(minimumRows) rows a task and targets that differ",
      advice: "Leave \(tasks.count == 1 ? "it" : "them") out: \(alternative)\(flag)")
  }

  package static func syntheticSetting(found: String, expected: String) -> UserError {
    UserError(.usage, found: found, expected: expected, advice: "Choose another value.")
  }

  private static func hasPhrase(_ task: RefusedTask) -> String {
    task.reason.hasPrefix("always ") && !task.reason.contains("besides")
      ? "the target \(task.reason.dropFirst(7)) in all of its \(task.rows) rows" : task.reason
  }
}
