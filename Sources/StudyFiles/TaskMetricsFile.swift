package import Diagnostics
package import Labels
package import Panels
internal import Tables

/// `task_metrics.csv`: every metric of every task alone.
package enum TaskMetricsFile {
  static let header = ["task", "metric", "value", "value_se", "replicates", "undefined_because"]

  package static func write(_ metrics: [TaskMetric], tasks: [LearningTask], to path: String) throws(UserError) {
    var rows = CSVWriter(header: header)
    for metric in metrics {
      rows.append([
        .text(tasks[metric.task].name), .text(metric.name), .number(metric.value), .number(metric.standardError),
        .integer(metric.replicates), .text(metric.reason ?? ""),
      ])
    }
    try rows.write(to: path)
  }
}
