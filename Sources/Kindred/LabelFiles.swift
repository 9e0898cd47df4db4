internal import Labels
internal import Panels
internal import Tables

extension Study {
  /// Writes `gains.csv`, `tasks.csv` and `task_metrics.csv` from the measurements of a plan; the same measurements give the same bytes.
  func writeLabels(_ measured: LossTable, plan: LabelPlan) throws {
    let tasks = try panel().panel.tasks
    let table = measured.restricted(to: plan.jobs)
    try gainRows(GainEstimator(fittedTo: table).gains(from: table), tasks: tasks).write(
      to: folder.gains)
    try taskRows(taskSkills(from: table), tasks: tasks).write(to: folder.tasks)
    try metricRows(taskMetrics(from: table, kinds: tasks.map(\.kind)), tasks: tasks).write(to: folder.taskMetrics)
  }

  private func gainRows(_ gains: [Gain], tasks: [LearningTask]) -> CSVWriter {
    var rows = CSVWriter(header: [
      "target", "partner", "replicates", "gain", "gain_se", "metric", "metric_benefit",
      "metric_benefit_se",
      "loss_alone", "loss_together",
    ])
    for gain in gains {
      let target = tasks[gain.target]
      rows.append([
        .text(target.name), .text(tasks[gain.partner].name), .integer(gain.replicates),
        .number(gain.gain),
        .number(gain.gainSE), .text(target.kind.primaryMetric), .number(gain.metricBenefit),
        .number(gain.metricBenefitSE), .number(gain.lossAlone), .number(gain.lossTogether),
      ])
    }
    return rows
  }

  private func metricRows(_ metrics: [TaskMetric], tasks: [LearningTask]) -> CSVWriter {
    var rows = CSVWriter(header: ["task", "metric", "value", "value_se", "replicates", "undefined_because"])
    for metric in metrics {
      rows.append([
        .text(tasks[metric.task].name), .text(metric.name), .number(metric.value), .number(metric.standardError),
        .integer(metric.replicates), .text(metric.reason ?? ""),
      ])
    }
    return rows
  }

  private func taskRows(_ skills: [TaskSkill], tasks: [LearningTask]) -> CSVWriter {
    var rows = CSVWriter(header: [
      "task", "kind", "rows", "loss_null", "loss_alone", "loss_alone_se", "skill", "skill_se",
      "metric", "metric_alone",
    ])
    for skill in skills {
      let task = tasks[skill.task]
      rows.append([
        .text(task.name), .text(task.kind.rawValue), .integer(task.rows.count),
        .number(skill.nullLoss),
        .number(skill.loss), .number(skill.lossSE), .number(skill.skill), .number(skill.skillSE),
        .text(task.kind.primaryMetric), .number(skill.metric),
      ])
    }
    return rows
  }
}

extension TaskKind {
  /// The metric that benefits are counted in.
  var primaryMetric: String { self == .classification ? "auc" : "r2" }
}
