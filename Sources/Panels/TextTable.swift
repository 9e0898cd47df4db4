/// Lines of aligned cells for a terminal.
struct TextTable {
  private var rows: [[String]]
  private let leftAligned: Int

  /// Starts with the header; the first `leftAligned` columns hold words, the others numbers.
  init(_ header: [String], leftAligned: Int) {
    rows = [header]
    self.leftAligned = leftAligned
  }

  /// Adds a row as wide as the header.
  mutating func append(_ row: [String]) {
    precondition(row.count == rows[0].count, "\(row.count) cells for \(rows[0].count) columns")
    rows.append(row)
  }

  /// Header and rows, columns two spaces apart, no space at the end of a line.
  var lines: [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column < leftAligned ? cell + padding : padding + cell
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
