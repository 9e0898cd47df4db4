internal import Tables

/// Words that say the two classes of a task, such as Active and Inactive, in any case.
enum ClassWords {
  /// For 0 and for 1.
  private static let pairs: [(zero: String, one: String)] = [
    ("inactive", "active"), ("no", "yes"), ("n", "y"), ("false", "true"), ("f", "t"), ("negative", "positive"),
    ("neg", "pos"), ("nontoxic", "toxic"), ("non-toxic", "toxic"), ("nonbinder", "binder"), ("non-binder", "binder"),
  ]

  /// The table with those target columns as 0 and 1 in which nothing is written but two such words (and words for missing),
  /// and which those are.
  ///
  /// - Parameter isTarget: by name, whether a column may be a target.
  static func read(_ table: Table, where isTarget: (String) -> Bool) -> (table: Table, columns: [String]) {
    var columns = table.columns
    var changed: [String] = []
    for index in columns.indices where columns[index].isText && isTarget(columns[index].name) {
      guard let (column, words) = flags(of: columns[index]) else { continue }
      columns[index] = column
      changed.append("\(column.name) (\(words.one) is 1)")
    }
    if changed.isEmpty { return (table, []) }
    return (Table(file: table.file, columns: columns, lines: table.lines), changed)
  }

  private static func flags(of column: TableColumn) -> (column: TableColumn, words: (zero: String, one: String))? {
    guard column.numberCount == 0 else { return nil }
    let cells = (0..<column.count).map { row in
      let text = column.text(row)
      return column.tokens[text] == nil ? text.lowercased() : ""
    }
    let written = Set(cells).subtracting([""])
    guard !written.isEmpty, written.count <= 2,
      let words = pairs.first(where: { written.isSubset(of: [$0.zero, $0.one]) })
    else { return nil }
    let flags: [UInt8] = cells.map { $0 == words.one ? 1 : $0 == words.zero ? 0 : TableColumn.missingFlag }
    return (TableColumn(name: column.name, flags: flags, tokens: column.tokens), words)
  }
}
