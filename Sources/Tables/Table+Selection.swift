extension Table {
  /// The rows with the given numbers, in that order, with the lines they came from. O(cells).
  package func selecting(_ rows: [Int]) -> Table {
    Table(file: file, columns: columns.map { $0.selecting(rows) }, lines: rows.map { lines[$0] })
  }
}

extension TableColumn {
  /// The cells with the given numbers; tokens for missing are counted as in the whole column.
  fileprivate func selecting(_ rows: [Int]) -> TableColumn {
    var column =
      switch cells {
      case .flags(let flags): TableColumn(name: name, flags: rows.map { flags[$0] }, tokens: tokens)
      case .numbers(let numbers): TableColumn(name: name, numbers: rows.map { numbers[$0] }, tokens: tokens)
      case .text(let texts):
        TableColumn(name: name, texts: rows.map { texts[$0] }, tokens: tokens, firstMisfit: firstMisfit)
      }
    column.sides = sides.map { sides in rows.map { sides[$0] } }
    return column
  }
}
