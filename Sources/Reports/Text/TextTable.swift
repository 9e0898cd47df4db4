/// A table in plain text with aligned columns, for terminals.
public struct TextTable: Sendable {
  public enum Alignment: Sendable {
    case left, right
  }

  private let header: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  /// A table with one alignment a column; numbers belong on the right.
  public init(_ columns: [(title: String, alignment: Alignment)]) {
    header = columns.map(\.title)
    alignments = columns.map(\.alignment)
  }

  /// Adds a row; traps unless it has a cell for each column. Line breaks in a cell become spaces.
  public mutating func append(_ cells: [String]) {
    precondition(cells.count == header.count, "\(cells.count) cells for \(header.count) columns")
    rows.append(cells.map { String($0.map { $0.isNewline ? " " : $0 }) })
  }

  /// Header, a rule and the rows, two spaces between columns, no space at line ends, a newline after each line.
  public func text() -> String {
    var widths = header.map(\.count)
    for row in rows { for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) } }
    let rule = widths.map { String(repeating: "-", count: $0) }
    return ([header, rule] + rows).map { line($0, widths: widths) + "\n" }.joined()
  }

  private func line(_ cells: [String], widths: [Int]) -> String {
    var text = ""
    for (column, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: widths[column] - cell.count)
      text += (column > 0 ? "  " : "") + (alignments[column] == .left ? cell + padding : padding + cell)
    }
    while text.last == " " { text.removeLast() }
    return text
  }
}
