internal import Diagnostics
internal import Tables

/// Targets that say no number but a side of one, such as `>5.2` and `<3`: what assays write where they end.
enum BoundedTargets {
  /// The table with such columns as numbers that have sides.
  ///
  /// A column is one where some cells begin with `<`, `>`, `<=`, `>=` or their single signs and everything else is a number or
  /// says that nothing was measured.
  ///
  /// - Parameter isTarget: by name, whether a column may be a target.
  static func read(_ table: Table, where isTarget: (String) -> Bool) -> Table {
    var columns = table.columns
    for index in columns.indices where columns[index].isText && isTarget(columns[index].name) {
      columns[index] = numbers(of: columns[index]) ?? columns[index]
    }
    return Table(file: table.file, columns: columns, lines: table.lines)
  }

  private static func numbers(of column: TableColumn) -> TableColumn? {
    guard let first = column.firstMisfit, bound(first.text) != nil else { return nil }
    var values = [Double](repeating: .nan, count: column.count)
    var sides = [Int8](repeating: 0, count: column.count)
    for row in values.indices {
      let text = column.text(row)
      if text.isEmpty || column.tokens[text] != nil { continue }
      guard let cell = Double(text).map({ ($0, 0) }) ?? bound(text), cell.0.isFinite else { return nil }
      (values[row], sides[row]) = (cell.0, Int8(cell.1))
    }
    return TableColumn(name: column.name, numbers: values, tokens: column.tokens, sides: sides)
  }

  /// The number behind a sign, and the side that the sign says; nil for anything else.
  private static func bound(_ text: String) -> (Double, Int)? {
    guard let sign = text.first else { return nil }
    let side: Int
    switch sign {
    case ">", "\u{2265}": side = 1
    case "<", "\u{2264}": side = -1
    default: return nil
    }
    var rest = text.dropFirst()
    if rest.first == "=", ">=<".contains(sign) { rest = rest.dropFirst() }
    let digits = rest.drop { $0 == " " }
    guard let first = digits.utf8.first, first != 0x69, first != 0x6E, let number = Double(digits), number.isFinite
    else {
      return nil
    }
    return (number, side)
  }
}
