/// What can be wrong with a table, an array file, or the place a file is written to.
extension UserError {
  /// A pipe that is to be read a second time.
  package static func spentPipe(_ path: String) -> UserError {
    UserError(
      .noInput, file: path, found: "is a pipe, which can be read once, and was read before",
      advice: "Write what comes out of it to a file and name that.")
  }

  package static func missingFile(_ file: String) -> UserError {
    UserError(
      .noInput, file: file, found: "no such file", advice: "Check the path; relative paths start at the current folder."
    )
  }

  package static func folderInsteadOfFile(_ file: String) -> UserError {
    UserError(
      .badData, file: file, found: "this is a folder", expected: "a file", advice: "Name the file inside the folder.")
  }

  package static func unreadableFile(_ file: String, reason: String) -> UserError {
    UserError(
      .noInput, file: file, found: "cannot be read (\(reason))", advice: "Check the file's permissions and its disk.")
  }

  package static func emptyFile(_ file: String) -> UserError {
    UserError(
      .badData, file: file, line: 1, found: "the file is empty", expected: "a header line and rows below it",
      advice: "Write the table to the file again.")
  }

  /// A table has a header and no row.
  package static func onlyHeader(_ file: String, line: Int, columns: Int) -> UserError {
    UserError(
      .badData, file: file, line: line,
      found: "nothing below the header of \(columns) column\(columns == 1 ? "" : "s")",
      expected: "at least one row", advice: "Write the rows to the file, one a line.")
  }

  package static func damagedGzip(_ file: String, line: Int, reason: String) -> UserError {
    UserError(
      .badData, file: file, line: line, found: "the compressed data break off or are damaged here (\(reason))",
      advice: "Copy or download the file again; 'gzip -t' tells whether it is whole.")
  }

  package static func notGzip(_ file: String) -> UserError {
    UserError(
      .badData, file: file, found: "the name ends in .gz but the content is not gzip",
      advice: "Compress the file with gzip, or take .gz off its name.")
  }

  /// A file is of a format that is no delimited text.
  package static func notATextFile(_ file: String, line: Int, looksLike format: String) -> UserError {
    UserError(
      .badData, file: file, line: line, found: "this looks like \(format)",
      expected: "text in UTF-8, cells separated by commas, semicolons or tabs",
      advice: "Save the table as CSV (UTF-8).")
  }

  /// - Parameter delimiter: what separates the cells of the file.
  package static func raggedRow(_ file: String, line: Int, cells: Int, expected: Int, delimiter: UInt8) -> UserError {
    let name =
      switch delimiter {
      case UInt8(ascii: ","): "comma"
      case UInt8(ascii: ";"): "semicolon"
      case UInt8(ascii: "\t"): "tab"
      default: "'\(Character(Unicode.Scalar(delimiter)))'"
      }
    let decimals =
      delimiter == UInt8(ascii: ",") && cells > expected
      ? " Where commas stand for decimal points, separate the cells by semicolons." : ""
    return UserError(
      .badData, file: file, line: line, found: "\(cells) cell\(cells == 1 ? "" : "s") separated by \(name)s",
      expected: "\(expected), as in the header",
      advice:
        "Give the row as many cells as the header has, and put quotes around a cell that contains a \(name).\(decimals)"
    )
  }

  /// The first line holds numbers where names are expected.
  package static func numericHeader(_ file: String, line: Int, names: [String]) -> UserError {
    UserError(
      .badData, file: file, line: line,
      found: "the header is made of numbers (\(abbreviatedList(names, limit: 4)))",
      expected: "a header line that names the columns",
      advice: "Write a line of names above the rows; without one the first row would be lost.")
  }

  package static func unclosedQuote(_ file: String, line: Int, column: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "a quote opens here and is never closed",
      advice: "Close the quote, or double it where it belongs to the text.")
  }

  package static func misplacedQuote(_ file: String, line: Int, column: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "a quote inside a cell",
      expected: "quotes around the whole cell and doubled quotes (\"\") within",
      advice: "Put the cell into quotes and double those that belong to the text; a quote may also be unclosed above.")
  }

  package static func notUTF8(_ file: String, line: Int, column: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "bytes that are not UTF-8", expected: "UTF-8 text",
      advice: "Convert the file, from Latin-1 for instance with: iconv -f LATIN1 -t UTF-8 OLD.csv > NEW.csv")
  }

  /// Two columns have one name.
  package static func duplicateColumn(
    _ file: String, line: Int, name: String, first: Int, second: Int
  ) -> UserError {
    UserError(
      .badData, file: file, line: line, column: name,
      found: "the header names this column twice, as number \(first) and \(second)",
      expected: "every name once", advice: "Rename or remove one of the two columns.")
  }

  /// What a cell that is no number may be meant as.
  package enum MisfitHint: Equatable, Sendable {
    /// `>10`: only a bound is known.
    case bound
    case decimalComma
    /// A point in a file whose numbers have decimal commas.
    case decimalPoint
    /// The column holds nothing but two words.
    case twoWords(String, String)
  }

  /// - Parameter others: further cells of the column that are no numbers.
  package static func textInNumericColumn(
    _ file: String, line: Int, column: String, found: String, others: Int, hint: MisfitHint?, categoriesAllowed: Bool
  ) -> UserError {
    let more = others > 0 ? " and \(others) more cell\(others == 1 ? "" : "s") that are no numbers" : ""
    let categories =
      categoriesAllowed ? "; where the column holds categories, say --categorical-columns \(quoted(column))" : ""
    let advice =
      switch hint {
      case .bound: "A bound is no measurement: leave the cell empty, or write the number that it is to be read as"
      case .decimalComma:
        "Write decimal points; decimal commas are read only where semicolons or tabs separate the cells and no comma could "
          + "separate thousands"
      case .decimalPoint: "The other numbers of the file have decimal commas: write this one so too"
      case .twoWords(let a, let b): "Write the classes \(shortened(a)) and \(shortened(b)) as 1 and 0"
      case nil:
        "Correct the cell, or leave it empty where nothing was measured (--missing \(quoted(shortened(found))) reads all "
          + "such cells as empty)"
      }
    return UserError(
      .badData, file: file, line: line, column: column, found: "\"\(shortened(found))\"\(more)", expected: "a number",
      advice: "\(advice)\(categories).")
  }

  package static func notFinite(_ file: String, line: Int, column: String, found: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "\"\(shortened(found))\"", expected: "a finite number",
      advice: "Leave the cell empty where nothing was measured, or clip the value.")
  }

  package static func missingColumn(_ file: String, name: String, columns: [String]) -> UserError {
    UserError(
      .badData, file: file, line: 1, column: name, found: "there is no such column",
      advice: "The columns are: \(abbreviatedList(columns)).")
  }

  package static func emptyCell(_ file: String, line: Int?, column: String, expected: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "an empty cell", expected: expected,
      advice: "Fill the cell or remove the row.")
  }

  package static func emptyIdentifier(_ file: String, line: Int?, column: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: "an empty cell", expected: "what the row is about",
      advice: "Fill in the name or id, or remove the row.")
  }

  package static func clashingCells(
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

  package static func notAnInteger(_ file: String, line: Int, column: String, found: String) -> UserError {
    UserError(
      .badData, file: file, line: line, column: column, found: found, expected: "a whole number",
      advice: "Correct the cell.")
  }

  package static func badArrayFile(_ file: String, found: String, expected: String) -> UserError {
    UserError(
      .badData, file: file, found: found, expected: expected,
      advice: "Save the array with numpy.save, or numpy.savez with one array: a matrix (rows, features) of numbers, as "
        + "array.astype('float32') makes it.")
  }

  package static func cannotWrite(_ file: String, reason: String) -> UserError {
    UserError(
      .cannotWrite, file: file, found: "cannot be written (\(reason))",
      advice: "Make room or choose a folder that can be written to; nothing was left half-written.")
  }
}
