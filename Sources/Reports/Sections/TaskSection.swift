internal import Diagnostics
internal import Grouping
internal import Labels
internal import Panels

/// Every task: what it reaches alone, and where the plan puts it.
struct TaskSection: ReportSection {
  let panel: Panel
  /// By task; those that were not trained alone have none.
  let skills: [Int: TaskSkill]
  let plan: GroupPlan

  let title = "Tasks"
  var anchor: String? { "tasks" }

  init(panel: Panel, skills: [TaskSkill], plan: GroupPlan) {
    self.panel = panel
    self.skills = Dictionary(uniqueKeysWithValues: skills.map { ($0.task, $0) })
    self.plan = plan
  }

  var body: [Markup] {
    let table = PageParts.table(
      ReportTable(
        columns: [
          ("task", false), ("kind", false), ("rows", true), ("skill alone", true), ("loss alone", true),
          ("linear", true),
          ("metric alone", true), ("group", true), ("predicted gain", true),
        ],
        rows: panel.tasks.indices.map { row($0) + place(of: $0) }))
    let words = PageParts.softParagraph(
      "Skill is the share of the loss of always predicting the mean that training alone removes. "
        + "Linear is the loss of ridge or logistic regression on the same rows.")
    return [words, PageParts.folded(table, count: panel.tasks.count, "All \(panel.tasks.count) tasks")]
  }

  private func row(_ index: Int) -> [String] {
    let (task, skill) = (panel.tasks[index], skills[index])
    let name = task.kind == .classification ? "AUC" : "R2"
    return [
      task.name, task.kind.rawValue, NumberText.count(task.rows.count),
      skill.map { NumberText.percent($0.skill) } ?? "",
      skill.map { NumberText.estimate(Estimate($0.loss, standardError: $0.lossSE)) } ?? "",
      skill?.linearLoss.map { NumberText.significant($0, digits: 3) } ?? "",
      skill?.metric.map { name + " " + NumberText.fixed($0, decimals: 3) } ?? "",
    ]
  }

  private func place(of task: Int) -> [String] {
    guard let group = plan.served[task] else { return ["alone", ""] }
    return [String(group + 1), NumberText.signedPercent(plan.taskValues[task])]
  }
}
