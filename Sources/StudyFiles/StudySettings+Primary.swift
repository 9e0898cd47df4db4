package import Diagnostics
internal import Grouping
internal import Panels

extension StudySettings {
  /// Whether helpers of primary tasks are chosen, instead of groups of all tasks.
  package var choosesHelpers: Bool { !primary.isEmpty }

  /// Throws where a constraint is set that means nothing for helpers: each primary task has one network.
  func checkPrimaryConstraints() throws(UserError) {
    guard choosesHelpers else { return }
    let unfit = [
      ("max-groups", groups.maximumGroups != nil), ("cost-budget", groups.costBudget != nil),
      ("overlapping", groups.overlapping),
    ].filter(\.1).map(\.0)
    if let name = unfit.first { throw UserError.unfitForPrimary(name) }
  }

  /// Puts the names of tasks in the place of patterns, each once; throws where a pattern matches no task.
  package mutating func resolvePrimaries(tasks: [String]) throws(UserError) {
    var names: [String] = []
    for pattern in primary {
      let glob = Glob(pattern)
      let matches = tasks.contains(pattern) ? [pattern] : tasks.filter { glob.matches($0) }
      if matches.isEmpty { throw UserError.unknownPrimary(pattern, known: tasks) }
      names += matches.filter { !names.contains($0) }
    }
    primary = names
  }
}
