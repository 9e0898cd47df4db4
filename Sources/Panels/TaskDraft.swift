internal import Diagnostics
internal import Tables

/// A task as it was read: which rows of the panel it measures, and what stands there.
struct TaskDraft {
  let name: String
  /// Ascending.
  var rows: [Int] = []
  var values: [Double] = []
  var weights: [Double] = []
  /// As `LearningTask.sides`; empty where the column has none.
  var sides: [Int8] = []
  /// Rows of the table that name the task and leave its target empty.
  var missing = 0
}

/// The tasks of a panel before they are checked, and which row of its table each row of the panel is.
struct TaskDrafts {
  var tasks: [TaskDraft] = []
  /// The row of the panel's table that row r of the panel takes its features, entity and split from.
  var sources: [Int] = []
  let layout: PanelLayout
  var warnings: [PanelWarning] = []

  /// Reads the targets of a wide panel, one task a target column, and of a stacked or long one, one task a name.
  ///
  /// Rows of weight 0 are no rows: the panel is the one without them. In a long panel (`pivoted`) the rows of an entity
  /// become one row of the panel; what a task measured again on the same entity goes to further rows of that entity.
  init(of table: Table, roles: ColumnRoles, entities: EntityIndex, pivoted: Bool) throws(UserError) {
    let weights = try Self.weights(of: table, roles: roles)
    let rows = (0..<table.rowCount).filter { weights?[$0] != 0 }
    if rows.count < table.rowCount { warnings.append(.zeroWeights(table.rowCount - rows.count)) }
    guard let task = roles.task else {
      layout = .wide
      sources = rows
      for name in roles.targets { tasks.append(try Self.wideTask(name, of: table, rows: rows, weights: weights)) }
      return
    }
    let values = try Self.values(of: roles.targets[0], in: table)
    let sides = table.column(roles.targets[0])?.sides
    let names = try Self.taskNames(task, of: table)
    layout = pivoted ? .wide : .stacked
    tasks = names.names.map { TaskDraft(name: $0) }
    var slots = EntitySlots(count: entities.count)
    if !pivoted { sources = rows }
    for (position, row) in rows.enumerated() {
      let task = names.numbers[row]
      if values[row].isNaN {
        tasks[task].missing += 1
        continue
      }
      let target = pivoted ? slots.place(entity: entities.entities[row], task: task, source: row, &sources) : position
      tasks[task].rows.append(target)
      tasks[task].values.append(values[row])
      if let weights { tasks[task].weights.append(weights[row]) }
      if let sides { tasks[task].sides.append(sides[row]) }
    }
    if pivoted { for index in tasks.indices { tasks[index].sortRows() } }
    if slots.repeats > 0 { warnings.append(.repeatedMeasurements(slots.repeats)) }
  }

  /// Drops the tasks that are not in `names` and, where a row belongs to one task (stacked) or came with one (long), the
  /// rows of the panel that no task measures any more.
  mutating func keep(_ names: Set<String>, roles: ColumnRoles) {
    guard layout == .stacked || names.count < tasks.count else { return }
    tasks.removeAll { !names.contains($0.name) }
    guard roles.task != nil else { return }
    dropUnusedRows(among: [Bool](repeating: true, count: sources.count))
  }

  /// Drops those rows of the panel in question that no task measures.
  mutating func dropUnusedRows(among isQuestioned: [Bool]) {
    var isUsed = isQuestioned.map { !$0 }
    for task in tasks { for row in task.rows { isUsed[row] = true } }
    var position = [Int](repeating: 0, count: sources.count)
    var kept: [Int] = []
    for row in sources.indices where isUsed[row] {
      position[row] = kept.count
      kept.append(sources[row])
    }
    sources = kept
    for index in tasks.indices { tasks[index].rows = tasks[index].rows.map { position[$0] } }
  }

  private static func wideTask(
    _ name: String, of table: Table, rows: [Int], weights: [Double]?
  ) throws(UserError) -> TaskDraft {
    let values = try values(of: name, in: table)
    let sides = table.column(name)?.sides
    var task = TaskDraft(name: name)
    for (position, row) in rows.enumerated() where !values[row].isNaN {
      task.rows.append(position)
      task.values.append(values[row])
      if let weights { task.weights.append(weights[row]) }
      if let sides { task.sides.append(sides[row]) }
    }
    return task
  }

  /// Squares of greater targets would leave Double's range when they are added up.
  static let greatestTarget = Double(Float.greatestFiniteMagnitude)

  /// A column of targets, NaN where empty; throws where one is text or too large.
  private static func values(of name: String, in table: Table) throws(UserError) -> [Double] {
    let values = try table.numbers(of: table.requiredColumn(name), categoriesAllowed: false)
    if let row = values.firstIndex(where: { abs($0) > greatestTarget }) {
      throw UserError.hugeTarget(table.file, line: table.line(row), column: name, found: shortestText(values[row]))
    }
    return values
  }

  private static func taskNames(
    _ name: String, of table: Table
  ) throws(UserError) -> (numbers: [Int], names: [String]) {
    let column = try table.requiredColumn(name)
    if let row = (0..<table.rowCount).first(where: column.isMissing) {
      throw UserError.emptyCell(table.file, line: table.line(row), column: name, expected: "the name of a task")
    }
    return EntityIndex.number((0..<table.rowCount).map(column.text))
  }

  private static func weights(of table: Table, roles: ColumnRoles) throws(UserError) -> [Double]? {
    guard let name = roles.weight else { return nil }
    let weights = try table.numbers(of: table.requiredColumn(name), categoriesAllowed: false)
    if let row = weights.firstIndex(where: { !($0 >= 0 && $0 <= Double(Float.greatestFiniteMagnitude)) }) {
      throw UserError.badWeight(
        table.file, line: table.line(row), column: name, found: shortestText(weights[row]))
    }
    return weights
  }
}

/// Which rows of a pivoted panel an entity has, and which of them each task has used.
private struct EntitySlots {
  private var rows: [[Int]]
  private var used: [EntityTask: Int] = [:]
  private(set) var repeats = 0

  private struct EntityTask: Hashable {
    let entity: Int
    let task: Int
  }

  init(count: Int) { rows = [[Int]](repeating: [], count: count) }

  /// The row for the next measurement of a task on an entity; adds one, fed from `source`, where all are used.
  mutating func place(entity: Int, task: Int, source: Int, _ sources: inout [Int]) -> Int {
    let key = EntityTask(entity: entity, task: task)
    let earlier = used[key, default: 0]
    used[key] = earlier + 1
    if earlier > 0 { repeats += 1 }
    if earlier == rows[entity].count {
      rows[entity].append(sources.count)
      sources.append(source)
    }
    return rows[entity][earlier]
  }
}

extension TaskDraft {
  /// Brings the rows into ascending order.
  mutating func sortRows() {
    let order = rows.indices.sorted { rows[$0] < rows[$1] }
    values = order.map { values[$0] }
    if !weights.isEmpty { weights = order.map { weights[$0] } }
    if !sides.isEmpty { sides = order.map { sides[$0] } }
    rows = order.map { rows[$0] }
  }
}
