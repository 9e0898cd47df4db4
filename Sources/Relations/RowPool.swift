internal import LinearAlgebra

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
    members = rowsOfTasks.map { rows in rows.map { numberOf[$0] }.sorted() }

    var starts = [Int](repeating: 0, count: rows.count + 1)
    for row in members.joined() { starts[Int(row) + 1] += 1 }
    for row in 0..<rows.count { starts[row + 1] += starts[row] }
    var next = starts
    var tasks = [Int32](repeating: 0, count: starts[rows.count])
    for (task, members) in members.enumerated() {
      for row in members {
        tasks[next[Int(row)]] = Int32(task)
        next[Int(row)] += 1
      }
    }
    self.starts = starts
    self.tasks = tasks
  }

  /// The tasks that a pool row belongs to.
  func tasks(ofRow row: Int) -> ArraySlice<Int32> { tasks[starts[row]..<starts[row + 1]] }
}
