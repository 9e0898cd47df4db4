package import Diagnostics
internal import Tables

/// A plan of the user's own: a table with the columns `group` and `task`, as `groups.csv` has them.
package enum OwnPlanFile {
  /// The groups of two or more tasks, by name, in order of first appearance; tasks whose group is empty or `alone`, and all
  /// that are not listed, are left alone.
  ///
  /// - Throws: `UserError` where the table cannot be read, or a task is unnamed or stands in two groups.
  package static func read(_ path: String) throws(UserError) -> [[String]] {
    let table = try Table.read(path)
    let (groups, tasks) = (try table.texts("group"), try table.texts("task"))
    var names: [String] = []
    var members: [String: [String]] = [:]
    var groupOf: [String: String] = [:]
    for (row, (group, task)) in zip(groups, tasks).enumerated() {
      guard !task.isEmpty else { throw UserError.unnamedTask(path, line: table.line(row), column: "task") }
      if let other = groupOf.updateValue(group, forKey: task) {
        throw UserError.taskInTwoGroups(path, line: table.line(row), task: task, groups: [other, group])
      }
      guard !group.isEmpty, group != "alone" else { continue }
      if members[group] == nil { names.append(group) }
      members[group, default: []].append(task)
    }
    return names.compactMap { members[$0] }.filter { $0.count > 1 }
  }
}
