extension UserError {
  /// A grouping constraint names a task that the panel does not have.
  package static func unknownTask(_ name: String, in constraint: String, tasks: [String]) -> UserError {
    UserError(
      .usage, found: "\(constraint) names the task '\(name)', which is not in the panel",
      expected: "one of \(tasks.count) tasks (\(abbreviatedList(tasks, limit: 8)))",
      advice: "Correct the name or leave the constraint out; put quotes around a name with a comma: '\"a,b\",c'.")
  }

  /// A user's own plan has a task twice.
  public static func taskInTwoGroups(_ file: String, line: Int?, task: String, groups: [String]) -> UserError {
    UserError(
      .badData, file: file, line: line, column: "task",
      found: "'\(shortened(task))' is in \(groups.map { "'\(shortened($0))'" }.joined(separator: " and in "))",
      expected: "each task in one group", advice: "Leave one of the lines out.")
  }

  /// A user's own plan names tasks that the panel does not have.
  public static func ownPlanOfUnknownTasks(_ names: [String], plan: String, known: [String]) -> UserError {
    UserError(
      .usage, found: "the plan '\(shortened(plan))' names \(abbreviatedList(names, limit: 20)), not in the panel",
      expected: "tasks of the panel: \(abbreviatedList(known, limit: 8))",
      advice: "Correct the names in the file, or leave the tasks out.")
  }

  /// Two grouping constraints cannot hold together.
  package static func contradictoryGrouping(_ found: String) -> UserError {
    UserError(.usage, found: found, advice: "Loosen or drop one of the constraints.")
  }

  /// A number among the grouping settings is outside its range.
  package static func groupingSetting(_ name: String, found: String, expected: String) -> UserError {
    UserError(.usage, found: "\(name) is \(found)", expected: expected, advice: "Correct the setting.")
  }

  /// No plan was found that keeps every constraint.
  package static func noPlan(solver: String) -> UserError {
    UserError(
      .usage, found: "the solver '\(solver)' found no plan that keeps every constraint",
      advice: "Raise the cost budget, the number of groups or the group size, or drop a link.")
  }

  /// A solver was asked for more tasks than it can take.
  package static func tooManyTasks(_ count: Int, solver: String, limit: Int) -> UserError {
    UserError(
      .usage, found: "the solver '\(solver)' was given \(count) tasks", expected: "at most \(limit)",
      advice: "Use the solver 'beam', which states how far from the best its plan can be.")
  }

  /// A list of names in an option cannot be read as a line of CSV.
  package static func badNameList(_ text: String, found: String) -> UserError {
    UserError(
      .usage, found: "\"\(shortened(text, to: 200))\" \(found)",
      expected: "names with commas between them, such as A,B",
      advice: "A name with a comma stands in quotes, and its own quotes are doubled: '\"a,b\",c'.")
  }
}

/// What can be wrong with a table of gains or of measured groups.
extension UserError {
  /// There is nothing to group.
  package static func noTasksToGroup(file: String? = nil) -> UserError {
    UserError(
      .badData, file: file, found: "there are no tasks to group", expected: "a gain of at least one pair of tasks",
      advice: "Give gains or affinities of at least one pair of tasks.")
  }

  /// A cell that names a task is empty.
  package static func unnamedTask(_ file: String?, line: Int?, column: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "an empty cell", expected: "the name of a task",
      advice: "Fill in the name or remove the line.")
  }

  /// A line gives the gain of a task from itself.
  package static func gainFromItself(_ file: String?, line: Int?, task: String) -> UserError {
    UserError(
      .badData, file: file, line: line, found: "'\(shortened(task))' is paired with itself",
      expected: "two different tasks",
      advice: "Correct one of the names or remove the line.")
  }

  /// A gain, loss or cost is beyond the range that is declared for it.
  package static func valueOutOfBounds(
    _ file: String?, line: Int?, column: String?, found: Double, bounds: ClosedRange<Double>
  ) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "\(found)",
      expected: "a number from \(bounds.lowerBound) to \(bounds.upperBound)",
      advice: "Correct the cell, or leave it empty where nothing is known.")
  }

  /// Two lines give different gains of one pair.
  package static func disagreeingGains(
    _ file: String?, line: Int?, target: String, partner: String, found: Double, before: Double, beforeLine: Int?
  ) -> UserError {
    UserError(
      .badData, file: file, line: line, column: "gain",
      found: "the gain of '\(shortened(target))' from '\(shortened(partner))' is \(found), but \(before)"
        + (beforeLine.map { " in line \($0)" } ?? " before"),
      expected: "one gain a pair", advice: "Remove all but one of the lines, or put their mean in one.")
  }

  /// A group stands in the table twice.
  package static func repeatedGroup(_ file: String, line: Int?, before: Int?) -> UserError {
    UserError(
      .badData, file: file, line: line,
      found: "the same group as in line \(before.map(String.init) ?? "?") and the same cost with other values",
      expected: "one line a group", advice: "Remove one of the lines, or put their means in one.")
  }

  /// A line of a table of groups is no group.
  package static func badGroup(
    _ file: String, line: Int?, column: String?, found: String, expected: String
  ) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: found, expected: expected, advice: "Correct the line.")
  }

  /// A table of groups has no column of gains or losses.
  package static func noValueColumns(_ file: String, patterns: [String], columns: [String]) -> UserError {
    UserError(
      .badData, file: file, line: 1,
      found: patterns.isEmpty
        ? "no column holds the members' values" : "no column is named like \(patterns.joined(separator: ", "))",
      expected: "a column a task, or columns 'members' and 'gains'",
      advice: "Name them by --value-columns; the columns are: \(abbreviatedList(columns)).")
  }

  /// No choice of the groups of a table serves every task.
  package static func noChoiceOfGroups(_ file: String, unserved: [String]) -> UserError {
    UserError(
      .usage, file: file,
      found: unserved.isEmpty
        ? "no choice of its groups serves every task within the limits"
        : "no allowed group holds \(abbreviatedList(unserved, limit: 8))",
      advice:
        "Raise the limits, drop a link, allow --overlapping, or add groups; a task can be alone only where the table "
        + "has it as a group of one.")
  }
}
