public import Diagnostics
internal import LinearAlgebra
internal import Statistics
internal import Tables

extension RelationTable {
  /// The content of `relations.csv`: `task_a,task_b`, then a column a relation, a row a pair; NaN is an empty cell.
  ///
  /// Numbers read back as the same values. The text is put together on up to `threads` threads and does not depend on
  /// their number.
  public func csv(taskNames: [String], threads: Int) -> [UInt8] {
    let text = text(taskNames)
    return Array(([text.header] + text.parts(of: 0..<taskCount, threads: threads, rows: rows)).joined())
  }

  /// Replaces the content of a file by `csv`; throws where it cannot be written, and leaves nothing behind.
  public func write(to path: String, taskNames: [String], threads: Int) throws(UserError) {
    try text(taskNames).write(to: path, threads: threads, rows: rows)
  }

  private func text(_ taskNames: [String]) -> RelationText {
    precondition(taskNames.count == taskCount, "\(taskNames.count) names for \(taskCount) tasks")
    return RelationText(header: names, taskNames: taskNames)
  }

  @Sendable private func rows(of a: Int, _ body: (UnsafeBufferPointer<Double>) -> Void) {
    guard a + 1 < taskCount else { return }
    values.elements.withUnsafeBufferPointer { cells in
      let start = TaskPair(a, a + 1).index(taskCount: taskCount)
      for row in start..<start + taskCount - a - 1 {
        body(UnsafeBufferPointer(rebasing: cells[row * columns.count..<(row + 1) * columns.count]))
      }
    }
  }

  /// Reads what `write` wrote of the same relations of the same tasks.
  ///
  /// - Throws: `UserError` where the file is not one of these relations of these tasks in this order.
  public static func read(
    _ path: String, relations: [Relation] = Relation.all, taskNames: [String]
  ) throws(UserError) -> RelationTable {
    let table = try Table.read(path) { $0 == "task_a" || $0 == "task_b" }
    let names = relations.flatMap(\.columns).map(\.name)
    guard table.columnNames == ["task_a", "task_b"] + names else {
      throw UserError.notRelations(path, found: "other columns than the relations")
    }
    let pairs = TaskPair.all(taskCount: taskNames.count)
    guard table.rowCount == pairs.count else {
      throw UserError.notRelations(path, found: "\(table.rowCount) pairs instead of the panel's \(pairs.count)")
    }
    for (row, pair) in pairs.enumerated() {
      guard table.columns[0].text(row) == taskNames[pair.a], table.columns[1].text(row) == taskNames[pair.b] else {
        throw UserError.notRelations(path, found: "other pairs than the panel's")
      }
    }
    var values = Matrix<Double>(rows: pairs.count, columns: names.count)
    for (column, cells) in table.columns.dropFirst(2).enumerated() {
      guard let numbers = cells.numbers else { throw UserError.notRelations(path, found: "a cell that is no number") }
      for (row, number) in numbers.enumerated() { values[row, column] = number }
    }
    return RelationTable(taskCount: taskNames.count, relations: relations, values: values)
  }
}
