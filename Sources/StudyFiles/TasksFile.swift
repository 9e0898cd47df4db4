package import Diagnostics
package import Labels
package import Panels
internal import Tables

/// `tasks.csv`: what each task reaches alone.
package enum TasksFile {
  static let header = [
    "task", "kind", "rows", "loss_null", "loss_linear", "loss_alone", "loss_alone_se", "skill", "skill_se", "metric",
    "metric_linear", "metric_alone",
  ]

  package static func write(_ skills: [TaskSkill], tasks: [LearningTask], to path: String) throws(UserError) {
    var rows = CSVWriter(header: header)
    for skill in skills {
      let task = tasks[skill.task]
      rows.append([
        .text(task.name), .text(task.kind.rawValue), .integer(task.rows.count), .number(skill.nullLoss),
        .number(skill.linearLoss), .number(skill.loss), .number(skill.lossSE), .number(skill.skill),
        .number(skill.skillSE), .text(task.kind.primaryMetric), .number(skill.linearMetric), .number(skill.metric),
      ])
    }
    try rows.write(to: path)
  }
}
