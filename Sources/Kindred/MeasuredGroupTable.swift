internal import Diagnostics
internal import Grouping
internal import Panels
internal import Tables

/// A table of groups that were trained, one a line: who was in it, what each member gained or lost, and what it cost.
///
/// Either a column a task holds the members' values and is empty for the others, or a column `gains` or `losses` holds them as a
/// list with semicolons, in the order of the column `members` (names, with semicolons) or `mask` (a 0 or 1 for each task).
/// A `mask` beside task columns is checked against them. Without a column `cost` a group costs 1.
struct MeasuredGroupTable {
  /// What a column that is no task's may be called.
  private static let reserved: Set<String> = [
    "group", "group_id", "size", "mask", "members", "gains", "losses", "cost",
  ]

  let tasks: [String]
  /// Values are gains, or minus losses.
  private(set) var groups: [MeasuredGroup] = []
  let areLosses: Bool
  private let table: Table
  /// Rows by members and cost: networks of two sizes may hold the same tasks.
  private var rowOf: [Network: Int] = [:]

  private struct Network: Hashable {
    var members: [Int]
    var cost: Double
  }

  /// Reads a table; throws where a line says what cannot be, with file, line and column.
  ///
  /// - Parameters:
  ///   - valueColumns: patterns of the tasks' columns; empty for all that are called nothing else.
  ///   - areLosses: whether lower values are better; a column `losses` says so itself.
  init(_ path: String, valueColumns: [String], areLosses: Bool) throws {
    let table = try Table.read(path, asText: ["mask", "members", "gains", "losses"].contains)
    let patterns = valueColumns.map { Glob($0) }
    let columns = table.columnNames.filter { name in
      patterns.isEmpty ? !Self.reserved.contains(name) : patterns.contains { $0.matches(name) }
    }
    let list = valueColumns.isEmpty ? ["gains", "losses"].first { table.column($0) != nil } : nil
    guard list != nil || !columns.isEmpty else {
      throw UserError.noValueColumns(path, patterns: valueColumns, columns: table.columnNames)
    }
    self.table = table
    self.areLosses = areLosses || list == "losses"
    tasks = try list == nil ? columns : Self.listedTasks(table)
    let costs = try table.column("cost") == nil ? nil : table.numbers("cost")
    let values = try list == nil ? columns.map { try table.optionalNumbers($0) } : []
    for row in 0..<table.rowCount {
      let (members, numbers) =
        try list.map { try listed(row, column: $0) } ?? filled(row, values: values.map { $0[row] })
      try append(members, values: numbers, cost: costs?[row] ?? 1, row: row)
    }
  }

  /// The tasks of a list: the names in `members` as they come, or the places of a `mask`, counted from 1.
  private static func listedTasks(_ table: Table) throws -> [String] {
    guard table.column("members") != nil else {
      let width = try table.texts("mask").map(\.count).max() ?? 0
      return (1...max(1, width)).map(String.init)
    }
    var seen: Set<String> = []
    return try table.texts("members").flatMap { $0.split(separator: ";").map(String.init) }.filter {
      seen.insert($0).inserted
    }
  }

  /// The members and values of a line with lists.
  private func listed(_ row: Int, column: String) throws -> ([Int], [Double]) {
    let members = table.column("members") == nil ? try masked(row) : try named(row)
    let cells = try table.texts(column)[row].split(separator: ";", omittingEmptySubsequences: false)
    let values = try cells.map { cell in
      guard let value = Double(cell), value.isFinite else {
        throw badGroup(
          row, column, found: "\"\(cell.prefix(40))\"", expected: "finite numbers with semicolons between them")
      }
      return value
    }
    guard values.count == members.count else {
      throw badGroup(row, column, found: "\(values.count) values", expected: "\(members.count), one a member")
    }
    return (members, values)
  }

  private func named(_ row: Int) throws -> [Int] {
    try table.texts("members")[row].split(separator: ";").map { name in
      guard let index = tasks.firstIndex(of: String(name)) else { preconditionFailure("every name was listed") }
      return index
    }
  }

  private func masked(_ row: Int) throws -> [Int] {
    let mask = try table.texts("mask")[row]
    guard mask.count == tasks.count, mask.allSatisfy({ $0 == "0" || $0 == "1" }) else {
      throw badGroup(row, "mask", found: "\"\(mask.prefix(40))\"", expected: "\(tasks.count) digits, 0 or 1")
    }
    return mask.enumerated().filter { $0.element == "1" }.map(\.offset)
  }

  /// The members and values of a line with a column a task.
  private func filled(_ row: Int, values: [Double?]) throws -> ([Int], [Double]) {
    let members = values.indices.filter { values[$0] != nil }
    if table.column("mask") != nil, try masked(row) != members {
      let expected = tasks.indices.map { values[$0] == nil ? "0" : "1" }.joined()
      throw badGroup(
        row, "mask", found: try table.texts("mask")[row], expected: "\(expected), as the tasks' columns are filled")
    }
    return (members, values.compactMap(\.self))
  }

  private mutating func append(_ members: [Int], values: [Double], cost: Double, row: Int) throws {
    guard !members.isEmpty else { throw badGroup(row, nil, found: "a group without members", expected: "one or more") }
    guard Set(members).count == members.count else {
      throw badGroup(row, "members", found: "a task that comes twice", expected: "every member once")
    }
    for value in values where !AffinityTable.gainBounds.contains(value) {
      throw UserError.valueOutOfBounds(
        table.file, line: table.line(row), column: nil, found: value, bounds: AffinityTable.gainBounds)
    }
    guard MeasuredGroup.costBounds.contains(cost) else {
      throw UserError.valueOutOfBounds(
        table.file, line: table.line(row), column: "cost", found: cost, bounds: MeasuredGroup.costBounds)
    }
    let order = members.indices.sorted { members[$0] < members[$1] }
    let group = MeasuredGroup(
      members: order.map { members[$0] }, values: order.map { areLosses ? -values[$0] : values[$0] }, cost: cost)
    let network = Network(members: group.members, cost: cost)
    if let before = rowOf[network] {
      guard groups.contains(group) else {
        throw UserError.repeatedGroup(table.file, line: table.line(row), before: table.line(before))
      }
      return
    }
    rowOf[network] = row
    groups.append(group)
  }

  private func badGroup(_ row: Int, _ column: String?, found: String, expected: String) -> UserError {
    UserError.badGroup(table.file, line: table.line(row), column: column, found: found, expected: expected)
  }
}
