internal import Diagnostics
internal import Foundation
internal import Tables

/// Splits in a file, as chemprop writes them (`splits.json`): a list of `train`, `val` and `test`, each a list of rows from 0.
enum SplitsFile {
  /// The name of the column that the file becomes.
  static let column = "the splits file"

  /// The table with a column more, which says the split of every row; of several splits the first.
  ///
  /// - Throws: `UserError` where the file is none, a row is in two parts, in none, or not there.
  static func adding(_ path: String, to table: Table) throws(UserError) -> Table {
    guard let data = FileManager.default.contents(atPath: path) else { throw UserError.missingFile(path) }
    guard let parts = parts(of: data) else { throw UserError.badSplitsFile(path, found: "no train, val and test") }
    var texts = [String](repeating: "", count: table.rowCount)
    for (name, rows) in parts {
      for row in rows {
        guard texts.indices.contains(row) else {
          throw UserError.badSplitsFile(path, found: "row \(row), of a table of \(table.rowCount) rows")
        }
        guard texts[row].isEmpty else { throw UserError.badSplitsFile(path, found: "row \(row) twice") }
        texts[row] = name
      }
    }
    if let row = texts.firstIndex(of: "") { throw UserError.badSplitsFile(path, found: "row \(row) in no part") }
    return Table(
      file: table.file, columns: table.columns + [TableColumn(name: column, texts: texts)], lines: table.lines)
  }

  /// The rows of each part; nil where the content is of another form.
  private static func parts(of data: Data) -> [(name: String, rows: [Int])]? {
    let json = try? JSONSerialization.jsonObject(with: data)
    guard let first = (json as? [Any])?.first as? [String: Any] ?? json as? [String: Any] else { return nil }
    var parts: [(name: String, rows: [Int])] = []
    for name in ["train", "val", "test"] {
      guard let rows = rows(first[name]) else { return nil }
      parts.append((name, rows))
    }
    return parts
  }

  /// A list of rows, or text such as "0-5,8".
  private static func rows(_ value: Any?) -> [Int]? {
    if let rows = value as? [Int] { return rows }
    guard let text = value as? String else { return nil }
    var rows: [Int] = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-").map { Int($0.trimmingCharacters(in: .whitespaces)) }
      guard let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high, high < 1_000_000_000 else {
        return nil
      }
      rows += Array(low...high)
    }
    return rows
  }
}
