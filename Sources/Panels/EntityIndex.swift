internal import Diagnostics
internal import Tables

/// Which rows of a table are about the same thing.
struct EntityIndex {
  /// `entities[r]` of each row, 0..<count in order of first appearance.
  let entities: [Int]
  let count: Int
  /// What each entity is called; empty where rows have no names.
  let names: [String]

  /// Rows with the same text in all of `columns` share an entity; without columns each row is its own.
  ///
  /// - Throws: `UserError` where an id is empty.
  init(of table: Table, by columns: [String]) throws(UserError) {
    guard !columns.isEmpty else {
      entities = Array(0..<table.rowCount)
      count = table.rowCount
      names = []
      return
    }
    var keys = [String](repeating: "", count: table.rowCount)
    for (position, name) in columns.enumerated() {
      let column = try table.requiredColumn(name)
      for row in keys.indices {
        if column.isMissing(row) {
          throw UserError.emptyIdentifier(table.file, line: table.line(row), column: name)
        }
        keys[row] = position == 0 ? column.text(row) : keys[row] + "\n" + column.text(row)
      }
    }
    (entities, names) = Self.number(keys)
    count = names.count
  }

  /// Numbers texts in order of first appearance.
  static func number(_ keys: [String]) -> (numbers: [Int], names: [String]) {
    var index: [String: Int] = [:]
    var names: [String] = []
    let numbers = keys.map { key in
      if let known = index[key] { return known }
      index[key] = names.count
      names.append(key)
      return names.count - 1
    }
    return (numbers, names)
  }
}
