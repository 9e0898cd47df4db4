/// A table of the page.
struct ReportTable: Sendable {
  let caption: String
  /// Titles, and whether a column holds numbers (set on the right).
  let columns: [(title: String, isNumber: Bool)]
  /// Each with a cell for each column.
  let rows: [[String]]
  /// Rows set in bold.
  let markedRows: Set<Int>

  init(
    caption: String = "", columns: [(title: String, isNumber: Bool)], rows: [[String]], markedRows: Set<Int> = []
  ) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a cell for each column")
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.markedRows = markedRows
  }
}
