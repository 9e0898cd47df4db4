package import Panels
internal import Statistics

/// One metric of a task trained alone: a row of `task_metrics.csv`.
package struct TaskMetric: Equatable, Sendable {
  package var task: Int
  /// `auc` or `average_precision`; `r2`, `rmse`, `mae` (in the target's units) or `spearman`.
  package var name: String
  /// Mean over the replicates in which it is defined; nil if it is in none.
  package var value: Double?
  /// Standard error over those replicates; nil with one.
  package var standardError: Double?
  /// The replicates in which it is defined.
  package var replicates: Int
  /// Why it is undefined in some replicate; nil if it is defined in all.
  package var reason: String?
}

/// Every metric of every task that was measured alone, by task.
package func taskMetrics(from table: LossTable, kinds: [TaskKind]) -> [TaskMetric] {
  precondition(kinds.count == table.taskCount, "one kind a task")
  return kinds.enumerated().flatMap { task, kind -> [TaskMetric] in
    let metrics = table.replicates(of: [task]).compactMap {
      table.outcome(of: task, in: [task], replicate: $0)?.metrics
    }
    guard !metrics.isEmpty else { return [] }
    let names = kind == .classification ? Metrics.classificationNames : Metrics.regressionNames
    return names.map { name in
      let values = metrics.compactMap { $0[name] }
      return TaskMetric(
        task: task, name: name, value: mean(values), standardError: standardError(values), replicates: values.count,
        reason: metrics.lazy.compactMap { $0.undefined?[name] }.first)
    }
  }
}
