/// A part of the page, made from results of a study; figures are drawn once.
protocol ReportSection: Sendable {
  /// The heading.
  var title: String { get }
  /// What links name it by; the page numbers sections that have none.
  var anchor: String? { get }
  /// What stands under the heading, figures included.
  var body: [Markup] { get }
  /// The figures in it, which are also files of their own.
  var figures: [ReportFigure] { get }
}

extension ReportSection {
  var anchor: String? { nil }
  var figures: [ReportFigure] { [] }
}
