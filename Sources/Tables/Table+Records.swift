package import Diagnostics

/// Typed access by column name, for tables whose columns are fixed.
extension Table {
  /// The column of that name; throws where the file has none.
  package func requiredColumn(_ name: String) throws(UserError) -> TableColumn {
    guard let column = column(name) else {
      throw UserError.missingColumn(file, name: name, columns: columnNames)
    }
    return column
  }

  /// A column as text, one entry a row; empty cells are empty.
  package func texts(_ name: String) throws(UserError) -> [String] {
    let column = try requiredColumn(name)
    return (0..<rowCount).map(column.text)
  }

  /// A column as numbers, nil where empty; throws at the first cell that is none.
  package func optionalNumbers(_ name: String) throws(UserError) -> [Double?] {
    try numbers(of: requiredColumn(name), categoriesAllowed: false).map { $0.isNaN ? nil : $0 }
  }

  /// A column as numbers; throws at the first cell that is none or is empty.
  package func numbers(_ name: String) throws(UserError) -> [Double] {
    let column = try requiredColumn(name)
    let values = try numbers(of: column, categoriesAllowed: false)
    if let row = values.firstIndex(where: \.isNaN) {
      throw UserError.emptyCell(file, line: lines[row], column: name, expected: "a number")
    }
    return values
  }

  /// A column as integers; throws at the first cell that is none or is empty.
  package func integers(_ name: String) throws(UserError) -> [Int] {
    var result: [Int] = []
    for (row, value) in try numbers(name).enumerated() {
      guard let integer = Int(exactly: value) else {
        throw UserError.notAnInteger(file, line: lines[row], column: name, found: shortestText(value))
      }
      result.append(integer)
    }
    return result
  }

  /// A column as numbers, NaN where empty; throws at the first cell that is no finite number.
  ///
  /// `categoriesAllowed` adds to the message how to read the column as categories.
  package func numbers(of column: TableColumn, categoriesAllowed: Bool) throws(UserError) -> [Double] {
    if let misfit = column.firstMisfit {
      throw misfit.isNotFinite
        ? UserError.notFinite(misfit.file, line: misfit.line, column: column.name, found: misfit.text)
        : UserError.textInNumericColumn(
          misfit.file, line: misfit.line, column: column.name, found: misfit.text, others: column.misfitCount - 1,
          hint: Self.hint(on: column, misfit.text), categoriesAllowed: categoriesAllowed)
    }
    if let numbers = column.numbers { return numbers }
    return (0..<rowCount).map { row in Double(column.text(row)) ?? .nan }
  }

  /// What a cell that is no number may be meant as.
  private static func hint(on column: TableColumn, _ text: String) -> UserError.MisfitHint? {
    if let first = text.first, "<>~\u{2264}\u{2265}\u{2248}".contains(first) { return .bound }
    if DecimalComma(text) != nil { return .decimalComma }
    guard column.numberCount == 0, case .text(let cells) = column.cells else {
      return Double(text).map { _ in .decimalPoint }
    }
    var words: [String] = []
    for row in 0..<cells.count where !cells.isEmpty(row) && !words.contains(cells[row]) {
      words.append(cells[row])
      if words.count > 2 { return nil }
    }
    return words.count == 2 ? .twoWords(words[0], words[1]) : nil
  }
}
