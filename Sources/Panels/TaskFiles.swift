internal import Diagnostics
internal import Tables

/// Several files of one task each, each with molecules and one value (as Therapeutics Data Commons has them): one long table.
enum TaskFiles {
  /// The columns of the long table.
  static let (task, value) = ("task", "value")

  /// Puts the tables below one another, each as a task called by its file; nil where the tables are not of this form: none
  /// or several columns of SMILES are named, or one lacks it.
  ///
  /// - Throws: `UserError` where a table has no value, or several that may be it, or two files have one name.
  static func stacked(_ tables: [Table], options: PanelOptions) throws(UserError) -> Table? {
    guard options.idColumn == nil, options.smilesColumns.count == 1, let smiles = options.smilesColumns.first,
      tables.allSatisfy({ $0.column(smiles) != nil })
    else { return nil }
    var seen: Set<String> = []
    var names: [String] = []
    var texts: [String] = []
    var values: [Double] = []
    var tokens: [String: Int] = [:]
    for table in tables {
      let name = name(of: table.file)
      guard seen.insert(name).inserted else { throw UserError.twoTasksOfOneFile(table.file, name: name) }
      let (column, numbers) = try target(of: table, smiles: smiles, options: options)
      let molecules = try table.requiredColumn(smiles)
      names += [String](repeating: name, count: table.rowCount)
      texts += (0..<table.rowCount).map(molecules.text)
      values += numbers
      tokens.merge(column.tokens, uniquingKeysWith: +)
    }
    return Table(
      file: tables.map(\.file).joined(separator: ", "),
      columns: [
        TableColumn(name: task, texts: names), TableColumn(name: smiles, texts: texts),
        TableColumn(name: value, numbers: values, tokens: tokens),
      ], lines: [Int](repeating: 0, count: values.count))
  }

  /// The options that read the long table.
  static func options(_ options: PanelOptions) -> PanelOptions {
    var options = options
    options.taskColumn = task
    options.targetColumns = [value]
    return options
  }

  private static func target(
    of table: Table, smiles: String, options: PanelOptions
  ) throws(UserError) -> (column: TableColumn, numbers: [Double]) {
    let sorter = ColumnSorter(table: table, options: options)
    let isIgnored = ColumnRoles.matcher(options.ignoreColumns)
    let free = table.columnNames.filter { $0 != smiles && !isIgnored($0) && !options.roleColumns.contains($0) }
    let isNamed = ColumnRoles.matcher(options.targetColumns)
    let named = free.filter(isNamed)
    let candidates = options.targetColumns.isEmpty ? try sorter.targets(among: free) : named
    // Of several columns of numbers, the one that is called as it is in that collection.
    let chosen = candidates.count > 1 ? candidates.filter { $0 == "Y" || $0 == "y" } : candidates
    guard chosen.count == 1, let name = chosen.first else {
      throw UserError.unknownTargets(table.file, columns: free, stacked: true)
    }
    let column = try table.requiredColumn(name)
    return (column, try table.numbers(of: column, categoriesAllowed: false))
  }

  /// A file's name without folders and endings.
  private static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let endings = [".gz", ".csv", ".tsv", ".tab", ".txt", ".parquet"]
    var name = last
    for ending in endings where name.lowercased().hasSuffix(ending) && name.count > ending.count {
      name = String(name.dropLast(ending.count))
    }
    return name
  }
}
