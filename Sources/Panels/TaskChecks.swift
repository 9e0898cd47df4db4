internal import Diagnostics
internal import Tables

/// Decides what kind a task is, and whether it can be learned at all.
struct TaskChecks {
  /// A task needs two rows for each of the five folds.
  static let minimumRows = 10
  /// What a fifth set aside leaves of `minimumRows`: the least where the panel itself says which rows are set aside.
  static let minimumDevelopmentRows = 8
  /// A task needs an entity for each of the five folds, or a fold has nothing to train on.
  static let minimumEntities = 5
  /// A classification needs two rows of either class: one to learn from, one to be tested on.
  static let minimumClassRows = 2
  /// Targets that differ less than this are lost in squares; the greatest that is read is `TaskDrafts.greatestTarget`.
  static let minimumSpread = 1e-100
  /// A constant target beyond the largest whole number is a filled-in cell or an overflow.
  static let greatestConstant = 0x1p63

  let file: String
  let options: PanelOptions
  private var dropped: [PanelWarning] = []
  private var refused: [RefusedTask] = []
  private var otherWarnings: [PanelWarning] = []
  private var droppedCount = 0
  /// How often tasks measured an entity more than once, in the tasks that are kept.
  private(set) var repeated = RepeatedMeasurements()
  /// The first such measurement: its task and the rows of the table.
  private(set) var firstRepeat: (task: String, rows: [Int])?
  private var coded: [String] = []
  private var odd = OddTargets()

  init(file: String, options: PanelOptions) {
    self.file = file
    self.options = options
  }

  /// What was left out, and what is odd about the tasks that were not.
  var warnings: [PanelWarning] {
    dropped + (refused.isEmpty ? [] : [.unlearnableTasks(refused)]) + otherWarnings
  }

  /// Leaves out the tasks that the options ignore or that are smaller than `--min-rows`.
  mutating func select(_ drafts: inout TaskDrafts, roles: ColumnRoles) {
    let isIgnored = ColumnRoles.matcher(options.ignoreColumns)
    var kept = roles.task == nil ? drafts.tasks : drafts.tasks.filter { !isIgnored($0.name) }
    if let minRows = options.minRows {
      let dropped = kept.filter { $0.rows.count < minRows }.map(\.name)
      kept.removeAll { $0.rows.count < minRows }
      if !dropped.isEmpty { self.dropped = [.droppedTasks(dropped, minRows: minRows)] }
    }
    droppedCount = drafts.tasks.count - kept.count
    drafts.keep(Set(kept.map(\.name)), roles: roles)
  }

  /// The tasks with their kinds; those that cannot be learned, trained or verified are left out of `drafts` by name.
  ///
  /// - Throws: one `UserError` that names every task that cannot be learned where fewer than two can.
  mutating func check(
    _ drafts: inout TaskDrafts, remainder: SplitRemainder, roles: ColumnRoles
  ) throws(UserError) -> [LearningTask] {
    let names = drafts.tasks.map(\.name)
    let isClassification = try overrides(options.classification, names, flag: "--classification")
    let isRegression = try overrides(options.regression, names, flag: "--regression")
    var kinds: [String: TaskKind] = [:]
    var refused: [RefusedTask] = []
    var isEmptied = [Bool](repeating: false, count: drafts.sources.count)
    for index in drafts.tasks.indices {
      let name = drafts.tasks[index].name
      let kind = try kind(of: &drafts.tasks[index], isClassification(name), isRegression(name))
      let taken = bringTogether(&drafts.tasks[index], kind: kind, entities: remainder.entities, sources: drafts.sources)
      for row in taken { isEmptied[row] = true }
      let draft = drafts.tasks[index]
      if let reason = Self.reasonToRefuse(draft, kind: kind, remainder: remainder) {
        refused.append(RefusedTask(name: name, reason: reason, rows: draft.rows.count))
      } else {
        kinds[name] = kind
        odd.note(draft, kind: kind)
      }
    }
    let overflowed = drafts.tasks.filter { abs($0.values.first ?? 0) >= Self.greatestConstant && kinds[$0.name] == nil }
    if !refused.isEmpty, kinds.count < 2 || !overflowed.isEmpty {
      throw unlearnable(refused, of: names.count, roles: roles)
    }
    guard kinds.count >= 2 else {
      throw UserError.tooFewTasks(file, names: names, taskColumn: roles.task, dropped: droppedCount)
    }
    self.refused = refused
    otherWarnings = (coded.isEmpty ? [] : [.codedClasses(coded)]) + odd.warnings
    drafts.keep(Set(kinds.keys), roles: roles)
    if isEmptied.contains(true), isEmptied.count == drafts.sources.count { drafts.dropUnusedRows(among: isEmptied) }
    return drafts.tasks.compactMap { draft in kinds[draft.name].map { draft.task(of: $0) } }
  }

  /// Throws where an entity was measured again and `--duplicates error` refuses that.
  ///
  /// - Parameter lines: the line of a row of the table.
  func refuseRepeats(lines: (Int) -> Int?) throws(UserError) {
    guard options.duplicates == .error, let firstRepeat else { return }
    throw UserError.repeatedMeasurement(
      file, lines: firstRepeat.rows.map(lines), task: firstRepeat.task, pairs: repeated.pairs)
  }

  /// Applies `--duplicates` to a task and counts what it found; returns the rows that the task no longer measures.
  private mutating func bringTogether(
    _ draft: inout TaskDraft, kind: TaskKind, entities: [Int], sources: [Int]
  ) -> [Int] {
    let groups = draft.repeats(entities: entities)
    guard let first = groups.first else { return [] }
    firstRepeat = firstRepeat ?? (draft.name, first.map { sources[draft.rows[$0]] })
    repeated.add(draft, groups: groups, kind: kind)
    return draft.bringTogether(groups, by: options.duplicates, kind: kind)
  }

  /// Leaves out further tasks; rows that only they measured go with them.
  ///
  /// - Throws: `UserError` that names every refused task where fewer than two are left.
  mutating func leaveOut(
    _ more: [RefusedTask], of tasks: [LearningTask], from drafts: inout TaskDrafts, roles: ColumnRoles
  ) throws(UserError) -> [LearningTask] {
    let total = tasks.count + refused.count
    refused += more
    let names = Set(tasks.map(\.name)).subtracting(more.map(\.name))
    if names.count < 2 { throw unlearnable(refused, of: total, roles: roles) }
    let kinds = Dictionary(uniqueKeysWithValues: tasks.map { ($0.name, $0.kind) })
    drafts.keep(names, roles: roles)
    return drafts.tasks.compactMap { draft in kinds[draft.name].map { draft.task(of: $0) } }
  }

  private func unlearnable(_ tasks: [RefusedTask], of total: Int, roles: ColumnRoles) -> UserError {
    .unlearnableTasks(
      file, column: roles.task == nil ? nil : roles.targets.first, tasks: tasks, ignored: options.ignoreColumns,
      minimumRows: Self.minimumRows, total: total)
  }

  private func overrides(
    _ patterns: [String], _ names: [String], flag: String
  ) throws(UserError) -> (String) -> Bool {
    for glob in patterns.map(Glob.init) where !names.contains(where: glob.matches) {
      throw UserError.noMatchingTask(file, flag: flag, pattern: glob.pattern, tasks: names)
    }
    return ColumnRoles.matcher(patterns)
  }

  /// The kind of a task; codes of two classes become 0 and 1, the greater one 1.
  private mutating func kind(
    of draft: inout TaskDraft, _ isClassification: Bool, _ isRegression: Bool
  ) throws(UserError) -> TaskKind {
    if isClassification && isRegression { throw UserError.contradictoryKind(file, task: draft.name) }
    if draft.sides.contains(where: { $0 != 0 }) {
      if isClassification { throw UserError.boundedClasses(file, task: draft.name) }
      return .regression
    }
    if isRegression { return .regression }
    let codes = TaskCodes(draft.values)
    switch codes {
    case .classes: return .classification
    case .two(let low, let high) where isClassification || codes.areUsualCodes:
      if !isClassification { coded.append("\(draft.name) (\(shortestText(low)) and \(shortestText(high)))") }
      draft.values = draft.values.map { $0 == high ? 1 : 0 }
      return .classification
    case _ where isClassification:
      let stray = draft.values.first { $0 != 0 && $0 != 1 } ?? 0
      throw UserError.notBinary(file, task: draft.name, found: shortestText(stray))
    default: return .regression
    }
  }

  private static func reasonToRefuse(_ draft: TaskDraft, kind: TaskKind, remainder: SplitRemainder) -> String? {
    if let reason = reasonToRefuse(draft.values, kind: kind, minimumRows: minimumRows) { return reason }
    let (development, verification) = remainder.parts(of: draft.rows)
    let rows = development.map { draft.rows[$0] }
    if remainder.isHeld != nil {
      if verification.isEmpty { return "no test row to verify on" }
      if development.isEmpty { return "no row to train on: all are test rows" }
      let left = reasonToRefuse(
        development.map { draft.values[$0] }, kind: kind, minimumRows: minimumDevelopmentRows)
      if let left { return "\(left) besides its test rows" }
    }
    let entities = remainder.entityCount(of: rows, limit: minimumEntities)
    return entities < minimumEntities ? "\(rows.count) rows of only \(entities) ids" : nil
  }

  private static func reasonToRefuse(_ values: [Double], kind: TaskKind, minimumRows: Int) -> String? {
    guard let first = values.first, let low = values.min(), let high = values.max() else { return "no target at all" }
    if values.count < minimumRows { return "\(values.count) row\(values.count == 1 ? "" : "s")" }
    if low == high { return "always \(shortestText(first))" }
    if high - low < minimumSpread { return "targets that differ by less than \(shortestText(minimumSpread))" }
    if kind == .classification {
      let positives = values.count { $0 == 1 }
      if positives < minimumClassRows { return "a single 1" }
      if values.count - positives < minimumClassRows { return "a single 0" }
    }
    return nil
  }
}

/// Regression targets that look like something else, collected over tasks.
private struct OddTargets {
  private var twoValued: [String] = []
  private var withMinusOne: [String] = []
  private var sentinels: [String] = []
  private var sentinelValue: Double?
  private var extremes: [String] = []
  private var mixed: [String] = []

  /// Targets of which the greatest is this many times the least are hardly in one unit.
  private static let mostSpan = 1e9

  mutating func note(_ draft: TaskDraft, kind: TaskKind) {
    guard kind == .regression else { return }
    switch TaskCodes(draft.values) {
    case .two(let low, let high):
      twoValued.append("\(draft.name) (\(shortestText(low)) and \(shortestText(high)))")
    case .minusOneZeroOne: withMinusOne.append(draft.name)
    case .classes, .numbers:
      if let low = draft.values.min(), let high = draft.values.max(), low > 0, high / low >= Self.mostSpan {
        mixed.append("\(draft.name) (\(shortestText(low)) to \(shortestText(high)))")
      }
      let found = OddValues.sentinels(in: draft.values)
      if let first = found.first { sentinelValue = sentinelValue ?? first.value }
      sentinels += found.map { PanelWarning.occurrences($0.value, $0.count, in: draft.name) }
      if found.isEmpty, let extreme = OddValues.extremes(in: draft.values) {
        extremes.append(PanelWarning.occurrences(extreme.value, extreme.count, in: draft.name))
      }
    }
  }

  var warnings: [PanelWarning] {
    var warnings: [PanelWarning] = []
    if !twoValued.isEmpty { warnings.append(.twoValuedTargets(twoValued)) }
    if !withMinusOne.isEmpty { warnings.append(.minusOneTargets(withMinusOne)) }
    if !mixed.isEmpty { warnings.append(.mixedUnits(mixed)) }
    if let sentinelValue { warnings.append(.sentinels(sentinels, example: sentinelValue)) }
    if !extremes.isEmpty { warnings.append(.extremeValues(extremes, areTargets: true)) }
    return warnings
  }
}

extension TaskDraft {
  fileprivate func task(of kind: TaskKind) -> LearningTask {
    LearningTask(
      name: name, kind: kind, rows: rows, targets: values, weights: weights.isEmpty ? nil : weights.map(Float.init),
      sides: sides.isEmpty || kind == .classification ? nil : sides)
  }
}
