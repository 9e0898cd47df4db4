extension UserError {
  /// A grouping constraint names a task that the panel does not have.
  public static func unknownTask(_ name: String, in constraint: String, tasks: [String]) -> UserError {
    let shown = tasks.prefix(8).joined(separator: ", ") + (tasks.count > 8 ? ", ..." : "")
    return UserError(
      .usage, found: "\(constraint) names the task '\(name)', which is not in the panel",
      expected: "one of \(tasks.count) tasks (\(shown))", advice: "Correct the name or leave the constraint out.")
  }

  /// Two grouping constraints cannot hold together.
  public static func contradictoryGrouping(_ found: String) -> UserError {
    UserError(.usage, found: found, advice: "Loosen or drop one of the constraints.")
  }

  /// A number among the grouping settings is outside its range.
  public static func groupingSetting(_ name: String, found: String, expected: String) -> UserError {
    UserError(.usage, found: "\(name) is \(found)", expected: expected, advice: "Correct the setting.")
  }

  /// No plan was found that keeps every constraint.
  public static func noPlan(solver: String) -> UserError {
    UserError(
      .usage, found: "the solver '\(solver)' found no plan that keeps every constraint",
      advice: "Raise the cost budget, the number of groups or the group size, or drop a link.")
  }

  /// The exact solver was asked for more tasks than it can enumerate.
  public static func tooManyTasksForExact(_ count: Int, limit: Int) -> UserError {
    UserError(
      .usage, found: "the exact solver was given \(count) tasks", expected: "at most \(limit)",
      advice: "Use the solver 'beam', which states how far from the best its plan can be.")
  }

  /// A list of gains cannot be made into a matrix of affinities.
  public static func badGain(target: String, partner: String, found: String, expected: String) -> UserError {
    UserError(
      .badData, found: "the gain of '\(target)' from '\(partner)' is \(found)", expected: expected,
      advice: "Correct or remove that line.")
  }

  /// There is nothing to group.
  public static let noTasksToGroup = UserError(
    .badData, found: "there are no tasks to group", expected: "at least one task",
    advice: "Give gains or affinities of at least one pair of tasks.")
}
