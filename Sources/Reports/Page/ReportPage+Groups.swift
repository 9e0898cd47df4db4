internal import Diagnostics
internal import Grouping
internal import LinearAlgebra
internal import Statistics

extension ReportPage {
  /// How many groups are laid out as cards before the rest goes into a table.
  private static let cardLimit = 12

  var groupSection: Markup? {
    guard let grouping = content.grouping else { return nil }
    let plan = grouping.plan
    let cards = plan.groups.indices.prefix(Self.cardLimit).map { card($0, of: plan) }
    var parts = [PageParts.softParagraph(groupingWords(grouping))]
    if !cards.isEmpty { parts.append(.element("div", [("class", "groups")], cards) + .newline) }
    if plan.groups.count > Self.cardLimit { parts.append(groupTable(plan)) }
    let alone = plan.servedAlone
    if !alone.isEmpty {
      let list = PageParts.list(alone.map { content.tasks[$0].name }, class: "chips")
      let helping = Set(alone).intersection(plan.helpers).count
      let help = ", of which \(NumberText.count(helping)) also \(helping == 1 ? "helps" : "help") in a group"
      let title = "Alone: \(NumberText.counted(alone.count, "task"))" + (helping > 0 ? help : "")
      parts.append(alone.count > 40 ? PageParts.details(title, [list]) : Markup.element("h3", title) + list)
    }
    return PageParts.section("Groups", id: "groups", parts)
  }

  private func groupingWords(_ grouping: GroupingResult) -> String {
    let plan = grouping.plan
    return "Plan of \(grouping.solver): predicted value \(NumberText.significant(grouping.objective)), at most "
      + "\(NumberText.significant(grouping.bound)) for any plan; \(grouping.note). The value is the sum of the tasks' "
      + "predicted relative gains."
      + (plan.helpers.isEmpty
        ? "" : " A member that helps only is there for its partners' sake; another network serves it.")
  }

  private func card(_ index: Int, of plan: GroupPlan) -> Markup {
    let group = plan.groups[index]
    let items = group.map { task in
      let isServed = plan.served[task] == index
      let server = plan.served[task].map { "by group \($0 + 1)" } ?? "alone"
      let gain = isServed ? NumberText.signedPercent(plan.taskValues[task]) : "helps only, served \(server)"
      return Markup.element(
        "li", [.element("span", content.tasks[task].name), .element("span", PageParts.typeset(gain))])
    }
    let title = "Group \(index + 1) · \(NumberText.counted(group.count, "task"))"
    let list = Markup.element("ul", items)
    let body = group.count > 30 ? PageParts.details("Show the tasks", [list]) : list
    return .element("div", [("class", "group g\(index % 8)")], [.element("h3", title), body]) + .newline
  }

  private func groupTable(_ plan: GroupPlan) -> Markup {
    let rows = plan.groups.enumerated().dropFirst(Self.cardLimit).map { index, group in
      let served = group.filter { plan.served[$0] == index }
      let mean = served.isEmpty ? Double.nan : served.reduce(0) { $0 + plan.taskValues[$1] } / Double(served.count)
      return [
        String(index + 1), group.map { content.tasks[$0].name }.joined(separator: ", "), NumberText.signedPercent(mean),
      ]
    }
    let table = ReportTable(columns: [("group", true), ("tasks", false), ("mean predicted gain", true)], rows: rows)
    return PageParts.details(
      "\(NumberText.counted(rows.count, "more group")), groups \(Self.cardLimit + 1) to \(plan.groups.count)",
      [PageParts.table(table)])
  }

  // MARK: Affinities

  var affinitySection: Markup? {
    guard let figure = affinityFigure else { return nil }
    return PageParts.section("Who helps whom", id: "affinities", [PageParts.figure(figure)])
  }

  var affinityFigure: ReportFigure? {
    guard let affinities = content.affinities, content.tasks.count > 1 else { return nil }
    let heatMap = HeatMapFigure(
      names: content.tasks.map(\.name), values: affinities, order: Dendrogram(affinities: affinities).leafOrder,
      groupOf: content.grouping?.plan.served ?? [], title: "Affinities of \(content.tasks.count) tasks")
    return ReportFigure(
      name: "affinities",
      caption: "What the task of a row gains from being trained with the task of a column: the relative loss it saves, "
        + "predicted, or measured where it was. Tasks that help each other stand together; the strips show the groups.",
      canvas: heatMap.canvas())
  }
}
