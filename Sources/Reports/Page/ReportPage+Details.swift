internal import Diagnostics
internal import Grouping

extension ReportPage {
  /// Tables longer than this are folded.
  private static let openLimit = 30

  var extraSections: Markup? {
    let sections = content.sections.enumerated().map { index, section in
      PageParts.section(
        section.title, id: "section-\(index + 1)",
        section.paragraphs.map(PageParts.paragraph) + section.figures.map(PageParts.figure)
          + section.tables.map(PageParts.table))
    }
    return sections.isEmpty ? nil : sections.reduce(.empty, +)
  }

  var taskSection: Markup? {
    guard !content.tasks.isEmpty else { return nil }
    let plan = content.grouping?.plan
    var columns: [(title: String, isNumber: Bool)] = [
      ("task", false), ("kind", false), ("rows", true), ("skill alone", true), ("loss alone", true),
      ("metric alone", true),
    ]
    if plan != nil { columns += [("group", true), ("predicted gain", true)] }
    let rows = content.tasks.enumerated().map { index, task in
      row(task) + (plan.map { place(of: index, in: $0) } ?? [])
    }
    let table = PageParts.table(ReportTable(columns: columns, rows: rows))
    let words = PageParts.softParagraph(
      "Skill is the share of the loss of always predicting the mean that training alone removes.")
    let isLong = content.tasks.count > Self.openLimit
    let parts = isLong ? [PageParts.details("All \(content.tasks.count) tasks", [table])] : [table]
    return PageParts.section("Tasks", id: "tasks", [words] + parts)
  }

  private func row(_ task: TaskSummary) -> [String] {
    let metric = task.metricAlone.map { value in
      (task.metric.map { $0 + " " } ?? "") + NumberText.fixed(value, decimals: 3)
    }
    return [
      task.name, task.kind, NumberText.count(task.rows), task.skill.map { NumberText.percent($0.value) } ?? "",
      task.lossAlone.map { NumberText.estimate($0) } ?? "", metric ?? "",
    ]
  }

  private func place(of task: Int, in plan: GroupPlan) -> [String] {
    guard let group = plan.served[task] else { return ["alone", ""] }
    return [String(group + 1), NumberText.signedPercent(plan.taskValues[task])]
  }

  var nextStepsSection: Markup? {
    guard !content.nextSteps.isEmpty else { return nil }
    let block = Markup.element("pre", content.nextSteps.joined(separator: "\n"))
    let isLong = content.nextSteps.count > Self.openLimit
    let part = isLong ? PageParts.details(NumberText.counted(content.nextSteps.count, "command"), [block]) : block
    return PageParts.section("What to run next", id: "next", [part])
  }

  var warningSection: Markup? {
    guard !content.warnings.isEmpty else { return nil }
    let list = PageParts.list(content.warnings, class: "warnings")
    let isLong = content.warnings.count > Self.openLimit
    let part = isLong ? PageParts.details(NumberText.counted(content.warnings.count, "warning"), [list]) : list
    return PageParts.section("Warnings", id: "warnings", [part])
  }

  var provenanceSection: Markup? {
    guard !content.provenance.isEmpty else { return nil }
    let table = ReportTable(
      columns: [("", false), ("", false)], rows: content.provenance.map { [$0.name, $0.value] })
    return PageParts.section("How this was made", id: "provenance", [PageParts.table(table)])
  }
}
