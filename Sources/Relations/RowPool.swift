internal import LinearAlgebra
internal import Statistics

/// The different rows that the tasks' (sampled) rows make up, numbered anew so that rows of one task lie together, and
/// which tasks each belongs to.
struct RowPool: Sendable {
  /// Panel rows, ordered by the first task they belong to.
  let rows: [Int]
  /// `members[t]`: the pool rows of task t, ascending.
  let members: [[Int32]]
  /// The tasks of pool row r are `tasks[starts[r]..<starts[r + 1]]`, ascending.
  let starts: [Int]
  let tasks: [Int32]

  /// The pool of the given panel rows a task; no task names a row twice. O(memberships + rowCount).
  init(rowsOfTasks: [[Int]], rowCount: Int) {
    var numberOf = [Int32](repeating: -1, count: rowCount)
    var rows: [Int] = []
    for row in rowsOfTasks.joined() where numberOf[row] < 0 {
      numberOf[row] = Int32(rows.count)
      rows.append(row)
    }
    self.rows = rows

    var starts = [Int](repeating: 0, count: rows.count + 1)
    for row in rowsOfTasks.joined() { starts[Int(numberOf[row]) + 1] += 1 }
    for row in 0..<rows.count { starts[row + 1] += starts[row] }
    var next = starts
    var tasks = [Int32](repeating: 0, count: starts[rows.count])
    for (task, rows) in rowsOfTasks.enumerated() {
      for row in rows {
        let number = Int(numberOf[row])
        tasks[next[number]] = Int32(task)
        next[number] += 1
      }
    }
    self.starts = starts
    self.tasks = tasks
    members = Self.members(starts: starts, tasks: tasks, taskCount: rowsOfTasks.count)
  }

  /// The pool rows of each task, ascending because the rows are met in that order.
  private static func members(starts: [Int], tasks: [Int32], taskCount: Int) -> [[Int32]] {
    var members = [[Int32]](repeating: [], count: taskCount)
    for row in 0..<starts.count - 1 {
      for task in tasks[starts[row]..<starts[row + 1]] { members[Int(task)].append(Int32(row)) }
    }
    return members
  }

  /// The tasks that a pool row belongs to.
  func tasks(ofRow row: Int) -> ArraySlice<Int32> { tasks[starts[row]..<starts[row + 1]] }

  /// The pool's rows that two tasks hold; nil where no row is of two.
  func copies(threads: Int) -> SetIntersections? {
    guard tasks.count > rows.count else { return nil }
    return SetIntersections(of: members.map { $0.map(Int.init) }, universe: rows.count, threads: threads)
  }
}
