package import Diagnostics

extension Table {
  /// Joins tables on a column that names things: one row for each name, in order of first appearance, and the union of
  /// the columns.
  ///
  /// A cell that several tables (or several rows of one) fill must hold the same in all of them.
  ///
  /// - Throws: `UserError` where a table lacks the column, a name is empty, or two cells clash.
  /// - Complexity: O(cells), plus one dictionary look-up a row.
  package static func outerJoin(_ tables: [Table], on key: String) throws(UserError) -> Table {
    var index: [String: Int] = [:]
    var names: [String] = []
    var placements: [[Int]] = []
    for table in tables {
      let column = try table.requiredColumn(key)
      var placement: [Int] = []
      placement.reserveCapacity(table.rowCount)
      for row in 0..<table.rowCount {
        let name = column.text(row)
        if name.isEmpty { throw UserError.emptyIdentifier(table.file, line: table.line(row), column: key) }
        if index[name] == nil {
          index[name] = names.count
          names.append(name)
        }
        placement.append(index[name] ?? 0)
      }
      placements.append(placement)
    }
    var joined = [TableColumn(name: key, texts: names)]
    var done: Set<String> = [key]
    for name in tables.flatMap(\.columnNames) where done.insert(name).inserted {
      joined.append(try join(name, of: tables, placements: placements, rows: names))
    }
    let lines = [Int](repeating: 0, count: names.count)
    return Table(file: tables.map(\.file).joined(separator: ", "), columns: joined, lines: lines)
  }

  private static func join(
    _ name: String, of tables: [Table], placements: [[Int]], rows: [String]
  ) throws(UserError) -> TableColumn {
    var source = [(table: Int, row: Int)?](repeating: nil, count: rows.count)
    for (number, table) in tables.enumerated() {
      guard let column = table.column(name) else { continue }
      for row in 0..<table.rowCount where !column.isMissing(row) {
        let target = placements[number][row]
        guard let earlier = source[target] else {
          source[target] = (number, row)
          continue
        }
        let first = tables[earlier.table]
        let before = first.column(name)?.text(earlier.row) ?? ""
        if before != column.text(row) {
          throw UserError.clashingCells(
            table.file, line: table.line(row), column: name, id: rows[target], found: column.text(row), before: before,
            beforeFile: first.file, beforeLine: first.line(earlier.row))
        }
      }
    }
    let columns = tables.map { $0.column(name) }
    let tokens = columns.compactMap { $0?.tokens }.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    if columns.allSatisfy({ $0?.numbers != nil || $0 == nil }) {
      let numbers = columns.map { $0?.numbers ?? [] }
      return TableColumn(
        name: name, numbers: source.map { $0.map { numbers[$0.table][$0.row] } ?? .nan }, tokens: tokens)
    }
    let texts = source.map { place in place.flatMap { columns[$0.table]?.text($0.row) } ?? "" }
    return TableColumn(
      name: name, texts: texts, tokens: tokens, firstMisfit: columns.lazy.compactMap { $0?.firstMisfit }.first)
  }
}
