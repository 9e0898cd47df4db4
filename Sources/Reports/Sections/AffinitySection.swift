internal import Grouping
internal import LinearAlgebra
internal import Statistics

/// The gain of every ordered pair, as a heat map.
struct AffinitySection: ReportSection {
  let title = "Who helps whom"
  var anchor: String? { "affinities" }
  let figures: [ReportFigure]

  /// - Parameters:
  ///   - affinities: (tasks, tasks), row the target, column the partner; not finite where unknown.
  ///   - names: the tasks' names.
  ///   - plan: whose groups are marked.
  init(affinities: Matrix<Double>, names: [String], plan: GroupPlan) {
    let heatMap = HeatMapFigure(
      names: names, values: affinities, order: Dendrogram(affinities: affinities).leafOrder, groupOf: plan.served,
      title: "Affinities of \(names.count) tasks")
    figures = [
      ReportFigure(
        name: "affinities",
        caption:
          "What the task of a row gains from being trained with the task of a column: the relative loss it saves, "
          + "predicted, or measured where it was. Tasks that help each other stand together; the strips show the groups.",
        canvas: heatMap.canvas())
    ]
  }

  var body: [Markup] { figures.map(PageParts.figure) }
}
