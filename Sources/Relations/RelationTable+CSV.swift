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
    precondition(taskNames.count == taskCount, "\(taskNames.count) names for \(taskCount) tasks")
    let cells = taskNames.map(Self.cell)
    let header = CSVWriter(header: ["task_a", "task_b"] + names).bytes
    return header + rows(of: 0..<taskCount, taskCells: cells, threads: threads)
  }

  /// The rows of the pairs that some tasks come first in.
  private func rows(of range: Range<Int>, taskCells cells: [[UInt8]], threads: Int) -> [UInt8] {
    nonisolated(unsafe) var parts = [[UInt8]](repeating: [], count: range.count)
    parts.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      parallelFor(range.count, threads: threads) { slots[$0] = rows(of: range.lowerBound + $0, taskCells: cells) }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(parts.reduce(0) { $0 + $1.count })
    for part in parts { bytes += part }
    return bytes
  }

  /// Replaces the content of a file by `csv`; throws where it cannot be written, and leaves nothing behind.
  public func write(to path: String, taskNames: [String], threads: Int) throws(UserError) {
    precondition(taskNames.count == taskCount, "\(taskNames.count) names for \(taskCount) tasks")
    let cells = taskNames.map(Self.cell)
    var next = 0
    var isBegun = false
    try AtomicFile.write(to: path) {
      guard isBegun else {
        isBegun = true
        return CSVWriter(header: ["task_a", "task_b"] + names).bytes
      }
      guard next < taskCount else { return nil }
      // Some megabytes at a time.
      let end = min(taskCount, next + max(threads, 20_000 / taskCount))
      defer { next = end }
      return rows(of: next..<end, taskCells: cells, threads: threads)
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

  /// The rows of the pairs that task a comes first in.
  private func rows(of a: Int, taskCells: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity((taskCount - a) * columns.count * 16)
    for b in a + 1..<max(taskCount, a + 1) {
      bytes += taskCells[a]
      bytes.append(UInt8(ascii: ","))
      bytes += taskCells[b]
      let start = TaskPair(a, b).index(taskCount: taskCount) * columns.count
      for value in values.elements[start..<start + columns.count] {
        bytes.append(UInt8(ascii: ","))
        bytes += shortestText(value).utf8
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// A name as a CSV cell, quoted where needed.
  private static func cell(_ name: String) -> [UInt8] { CSVWriter(header: [name]).bytes.dropLast() }
}
