internal import Diagnostics
internal import Tables

/// When the rows of a table are from, as numbers in order.
struct RowTimes {
  let values: [Double]

  /// Different times that folds, what stops the first, the base and verification need.
  static let fewest = 9

  /// Reads a column of numbers (years, days) or of dates such as 2021-03-14, whose text is in order.
  ///
  /// - Throws: `UserError` where a cell is empty or neither, or there are too few different times.
  init(of table: Table, column name: String) throws(UserError) {
    let column = try table.requiredColumn(name)
    if let row = (0..<table.rowCount).first(where: column.isMissing) {
      throw UserError.emptyCell(table.file, line: table.line(row), column: name, expected: "a time")
    }
    let texts = (0..<table.rowCount).map(column.text)
    if let numbers = column.numbers {
      values = numbers
    } else {
      if let row = texts.firstIndex(where: { !Self.isDate($0) }) {
        throw UserError.notATime(table.file, line: table.line(row), column: name, found: texts[row])
      }
      let order = Dictionary(uniqueKeysWithValues: Set(texts).sorted().enumerated().map { ($1, Double($0)) })
      values = texts.map { order[$0] ?? 0 }
    }
    let count = Set(values).count
    if count < Self.fewest { throw UserError.tooFewTimes(table.file, column: name, found: count, needed: Self.fewest) }
  }

  /// Whether a text begins with year, month and day.
  private static func isDate(_ text: String) -> Bool {
    text.prefixMatch(of: /[0-9]{4}-[0-9]{2}(-[0-9]{2})?/) != nil
  }
}
