internal import Diagnostics

/// Decides what kind a task is, and whether it can be learned at all.
struct TaskChecks {
  /// A task needs two rows for each of the five folds.
  static let minimumRows = 10
  /// A classification needs two rows of either class: one to learn from, one to be tested on.
  static let minimumClassRows = 2

  let file: String
  let options: PanelOptions
  private(set) var warnings: [PanelWarning] = []
  private var droppedCount = 0

  init(file: String, options: PanelOptions) {
    self.file = file
    self.options = options
  }

  /// Leaves out the tasks that the options ignore or that are smaller than `--min-rows`.
  mutating func select(_ drafts: inout TaskDrafts, roles: ColumnRoles) {
    let isIgnored = ColumnRoles.matcher(options.ignoreColumns)
    var kept = roles.task == nil ? drafts.tasks : drafts.tasks.filter { !isIgnored($0.name) }
    if let minRows = options.minRows {
      let dropped = kept.filter { $0.rows.count < minRows }.map(\.name)
      kept.removeAll { $0.rows.count < minRows }
      if !dropped.isEmpty { warnings.append(.droppedTasks(dropped, minRows: minRows)) }
    }
    droppedCount = drafts.tasks.count - kept.count
    if drafts.layout == .stacked || droppedCount > 0 && roles.task != nil {
      drafts.keep(Set(kept.map(\.name)))
    } else {
      drafts.tasks = kept
    }
  }

  /// The tasks with their kinds.
  ///
  /// - Throws: one `UserError` that names every task that cannot be learned and the flag that leaves them out.
  func check(_ drafts: TaskDrafts, roles: ColumnRoles) throws(UserError) -> [LearningTask] {
    let names = drafts.tasks.map(\.name)
    let isClassification = try overrides(options.classification, names, flag: "--classification")
    let isRegression = try overrides(options.regression, names, flag: "--regression")
    var tasks: [LearningTask] = []
    var refused: [RefusedTask] = []
    for draft in drafts.tasks {
      let kind = try kind(of: draft, isClassification(draft.name), isRegression(draft.name))
      if let reason = Self.reasonToRefuse(draft, kind: kind) {
        refused.append(RefusedTask(name: draft.name, reason: reason, rows: draft.rows.count))
      } else {
        tasks.append(draft.task(of: kind))
      }
    }
    if !refused.isEmpty {
      throw UserError.unlearnableTasks(
        file, column: roles.task == nil ? nil : roles.targets.first, tasks: refused,
        ignored: options.ignoreColumns, minimumRows: Self.minimumRows, total: names.count)
    }
    guard tasks.count >= 2 else {
      throw UserError.tooFewTasks(file, names: names, taskColumn: roles.task, dropped: droppedCount)
    }
    return tasks
  }

  private func overrides(
    _ patterns: [String], _ names: [String], flag: String
  ) throws(UserError) -> (String) -> Bool {
    for glob in patterns.map(Glob.init) where !names.contains(where: glob.matches) {
      throw UserError.noMatchingTask(file, flag: flag, pattern: glob.pattern, tasks: names)
    }
    return ColumnRoles.matcher(patterns)
  }

  private func kind(
    of draft: TaskDraft, _ isClassification: Bool, _ isRegression: Bool
  ) throws(UserError) -> TaskKind {
    if isClassification && isRegression { throw UserError.contradictoryKind(file, task: draft.name) }
    if isRegression { return .regression }
    let stray = draft.values.first { $0 != 0 && $0 != 1 }
    if isClassification, let stray { throw UserError.notBinary(file, task: draft.name, found: "\(stray)") }
    return stray == nil ? .classification : .regression
  }

  private static func reasonToRefuse(_ draft: TaskDraft, kind: TaskKind) -> String? {
    guard let first = draft.values.first else { return "no target at all" }
    let rows = draft.rows.count
    if rows < minimumRows { return "\(rows) row\(rows == 1 ? "" : "s")" }
    if draft.values.allSatisfy({ $0 == first }) {
      return "always \(first == first.rounded() ? "\(Int(first))" : "\(first)")"
    }
    if !draft.weights.isEmpty, draft.weights.allSatisfy({ $0 == 0 }) { return "all weights 0" }
    if kind == .classification {
      let positives = draft.values.count { $0 == 1 }
      if positives < minimumClassRows { return "a single 1" }
      if rows - positives < minimumClassRows { return "a single 0" }
    }
    return nil
  }
}

extension TaskDraft {
  fileprivate func task(of kind: TaskKind) -> LearningTask {
    LearningTask(
      name: name, kind: kind, rows: rows, targets: values.map(Float.init),
      weights: weights.isEmpty ? nil : weights.map(Float.init))
  }
}
