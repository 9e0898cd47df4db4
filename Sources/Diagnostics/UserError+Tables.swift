/// What can be wrong with a table, an array file, or the place a file is written to.
extension UserError {
  public static func missingFile(_ file: String) -> UserError {
    UserError(
      .noInput, file: file, found: "no such file", advice: "Check the path; relative paths start at the current folder."
    )
  }

  public static func folderInsteadOfFile(_ file: String) -> UserError {
    UserError(
      .badData, file: file, found: "this is a folder", expected: "a file", advice: "Name the file inside the folder.")
  }

  public static func unreadableFile(_ file: String, reason: String) -> UserError {
    UserError(
      .noInput, file: file, found: "cannot be read (\(reason))", advice: "Check the file's permissions and its disk.")
  }

  public static func emptyFile(_ file: String) -> UserError {
    UserError(
      .badData, file: file, line: 1, found: "the file is empty", expected: "a header line and rows below it",
      advice: "Write the table to the file again.")
  }

  public static func onlyHeader(_ file: String, columns: Int) -> UserError {
    UserError(
      .badData, file: file, line: 2, found: "nothing below the header of \(columns) column\(columns == 1 ? "" : "s")",
      expected: "at least one row", advice: "Write the rows to the file, one a line.")
  }

  public static func damagedGzip(_ file: String, line: Int, reason: String) -> UserError {
    UserError(
      .badData, file: file, line: line, found: "the compressed data break off or are damaged here (\(reason))",
      advice: "Copy or download the file again; 'gzip -t' tells whether it is whole.")
  }

  public static func notGzip(_ file: String) -> UserError {
    UserError(
      .badData, file: file, found: "the name ends in .gz but the content is not gzip",
      advice: "Compress the file with gzip, or take .gz off its name.")
  }

  public static func notATextFile(_ file: String, looksLike format: String) -> UserError {
    UserError(
      .badData, file: file, line: 1, found: "this looks like \(format)", expected: "comma-separated text in UTF-8",
      advice: "Save the table as CSV (UTF-8).")
  }

  public static func raggedRow(_ file: String, line: Int, cells: Int, expected: Int) -> UserError {
    UserError(
      .badData, file: file, line: line, found: "\(cells) cell\(cells == 1 ? "" : "s")",
      expected: "\(expected), as in the header",
      advice: "Give the row as many cells as the header has, and put quotes around a cell that contains a comma.")
  }

  public static func unclosedQuote(_ file: String, line: Int, column: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "a quote opens here and is never closed",
      advice: "Close the quote, or double it where it belongs to the text.")
  }

  public static func misplacedQuote(_ file: String, line: Int, column: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "a quote inside a cell",
      expected: "quotes around the whole cell and doubled quotes (\"\") within",
      advice: "Put the cell into quotes and double those that belong to the text; a quote may also be unclosed above.")
  }

  public static func notUTF8(_ file: String, line: Int, column: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "bytes that are not UTF-8", expected: "UTF-8 text",
      advice: "Convert the file, from Latin-1 for instance with: iconv -f LATIN1 -t UTF-8 OLD.csv > NEW.csv")
  }

  public static func duplicateColumn(_ file: String, name: String, first: Int, second: Int) -> UserError {
    UserError(
      .badData, file: file, line: 1, column: name,
      found: "the header names this column twice, as number \(first) and \(second)",
      expected: "every name once", advice: "Rename or remove one of the two columns.")
  }

  public static func textInNumericColumn(
    _ file: String, line: Int, column: String, found: String, categoriesAllowed: Bool
  ) -> UserError {
    let categories =
      categoriesAllowed ? "; where the column holds categories, say --categorical-columns '\(column)'" : ""
    return UserError(
      .badData, file: file, line: line, column: column, found: "\"\(shortened(found))\"", expected: "a number",
      advice: "Correct the cell, or leave it empty where nothing was measured\(categories).")
  }

  public static func notFinite(_ file: String, line: Int, column: String, found: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "\"\(shortened(found))\"", expected: "a finite number",
      advice: "Leave the cell empty where nothing was measured, or clip the value.")
  }

  public static func missingColumn(_ file: String, name: String, columns: [String]) -> UserError {
    UserError(
      .badData, file: file, line: 1, column: name, found: "there is no such column",
      advice: "The columns are: \(abbreviatedList(columns)).")
  }

  public static func emptyCell(_ file: String, line: Int?, column: String, expected: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "an empty cell", expected: expected,
      advice: "Fill the cell or remove the row.")
  }

  public static func emptyIdentifier(_ file: String, line: Int?, column: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "an empty cell", expected: "what the row is about",
      advice: "Fill in the name or id, or remove the row.")
  }

  public static func clashingCells(
    _ file: String, line: Int?, column: String, id: String, found: String, before: String, beforeFile: String,
    beforeLine: Int?
  ) -> UserError {
    let place = beforeLine.map { "\(beforeFile):\($0)" } ?? beforeFile
    return UserError(
      .badData, file: file, line: line, column: column,
      found: "\"\(shortened(found))\" for \(shortened(id)), which has \"\(shortened(before))\" in \(place)",
      expected: "one value",
      advice: "Correct one of the cells; where the files measure different tasks, give their columns different names.")
  }

  public static func notAnInteger(_ file: String, line: Int, column: String, found: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: found, expected: "a whole number",
      advice: "Correct the cell.")
  }

  public static func badArrayFile(_ file: String, found: String, expected: String) -> UserError {
    UserError(
      .badData, file: file, found: found, expected: expected,
      advice: "Save the array with numpy.save, or numpy.savez with one array: a C-ordered matrix (rows, features).")
  }

  public static func cannotWrite(_ file: String, reason: String) -> UserError {
    UserError(
      .cannotWrite, file: file, found: "cannot be written (\(reason))",
      advice: "Make room or choose a folder that can be written to; nothing was left half-written.")
  }
}

extension UserError {
  /// The first `limit` characters of a text, line breaks shown as spaces.
  static func shortened(_ text: String, to limit: Int = 40) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.count <= limit ? line : line.prefix(limit) + "..."
  }

  /// Names in one line: runs like fp0, fp1, ..., fp1023 as `fp0..fp1023`, and at most `limit` entries.
  public static func abbreviatedList(_ names: [String], limit: Int = 40) -> String {
    var entries: [String] = []
    var start = 0
    while start < names.count {
      var end = start
      while end + 1 < names.count, follows(names[end], names[end + 1]) { end += 1 }
      if end - start >= 3 {
        entries.append("\(names[start])..\(names[end])")
      } else {
        entries.append(contentsOf: names[start...end])
      }
      start = end + 1
    }
    guard entries.count > limit else { return entries.joined(separator: ", ") }
    return entries.prefix(limit).joined(separator: ", ") + " and \(entries.count - limit) more"
  }

  /// Whether `second` is `first` with its trailing number raised by one.
  private static func follows(_ first: String, _ second: String) -> Bool {
    let (stem, number) = stemAndNumber(first)
    let (nextStem, nextNumber) = stemAndNumber(second)
    guard let number, let nextNumber else { return false }
    return stem == nextStem && nextNumber == number &+ 1
  }

  private static func stemAndNumber(_ name: String) -> (stem: Substring, number: Int?) {
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }.count
    return (name.dropLast(digits), digits == 0 ? nil : Int(name.suffix(digits)))
  }
}
