internal import Diagnostics
internal import Grouping
internal import Plans

/// The groups to train: who is trained with whom, and what that is predicted to bring.
struct GroupSection: ReportSection {
  private let result: GroupingResult
  /// Whether they are for who trains networks although linear models are recommended.
  private let isSecondBest: Bool
  /// The tasks' names.
  let names: [String]

  let title = "Groups"
  var anchor: String? { "groups" }

  /// How many groups are laid out as cards before the rest goes into a table.
  private static let cardLimit = 12

  init(choice: GroupChoice, names: [String]) {
    result = choice.result(of: choice.network)
    isSecondBest = choice.bestNetworks != nil
    self.names = names
  }

  private var plan: GroupPlan { result.plan }

  var body: [Markup] {
    let cards = plan.groups.indices.prefix(Self.cardLimit).map(card)
    var parts = [PageParts.softParagraph(words)]
    if !cards.isEmpty { parts.append(.element("div", [("class", "groups")], cards) + .newline) }
    if plan.groups.count > Self.cardLimit { parts.append(groupTable) }
    let alone = plan.servedAlone
    if !alone.isEmpty {
      let list = PageParts.list(alone.map { names[$0] }, class: "chips")
      let helping = Set(alone).intersection(plan.helpers).count
      let help = ", of which \(NumberText.count(helping)) also \(helping == 1 ? "helps" : "help") in a group"
      let title = "Alone: \(NumberText.counted(alone.count, "task"))" + (helping > 0 ? help : "")
      parts.append(alone.count > 40 ? PageParts.details(title, [list]) : Markup.element("h3", title) + list)
    }
    return parts
  }

  private var words: String {
    (isSecondBest ? "Linear models need no groups; these are for networks. " : "")
      + "Plan of \(result.solver): predicted value \(NumberText.significant(result.objective)), at most "
      + "\(NumberText.significant(result.bound)) for any plan; \(result.note). The value is the sum of the tasks' "
      + "predicted relative gains."
      + (plan.helpers.isEmpty
        ? "" : " A member that helps only is there for its partners' sake; another network serves it.")
  }

  private func card(_ index: Int) -> Markup {
    let group = plan.groups[index]
    let items = group.map { task in
      let isServed = plan.served[task] == index
      let server = plan.served[task].map { "by group \($0 + 1)" } ?? "alone"
      let gain = isServed ? NumberText.signedPercent(plan.taskValues[task]) : "helps only, served \(server)"
      return Markup.element("li", [.element("span", names[task]), .element("span", PageParts.typeset(gain))])
    }
    let title = "Group \(index + 1) · \(NumberText.counted(group.count, "task"))"
    let list = Markup.element("ul", items)
    let body = group.count > 30 ? PageParts.details("Show the tasks", [list]) : list
    return .element("div", [("class", "group g\(index % 8)")], [.element("h3", title), body]) + .newline
  }

  private var groupTable: Markup {
    let rows = plan.groups.enumerated().dropFirst(Self.cardLimit).map { index, group in
      let served = group.filter { plan.served[$0] == index }
      let mean = served.isEmpty ? Double.nan : served.reduce(0) { $0 + plan.taskValues[$1] } / Double(served.count)
      return [
        String(index + 1), group.map { names[$0] }.joined(separator: ", "), NumberText.signedPercent(mean),
      ]
    }
    let table = ReportTable(columns: [("group", true), ("tasks", false), ("mean predicted gain", true)], rows: rows)
    return PageParts.details(
      "\(NumberText.counted(rows.count, "more group")), groups \(Self.cardLimit + 1) to \(plan.groups.count)",
      [PageParts.table(table)])
  }
}
