internal import Diagnostics
internal import Tables

/// A side table of features, matched to the rows of a panel's table.
struct FeatureTable {
  let columns: [FeatureColumn]
  /// `rows[r]` is the row of the side table that belongs to row r of the panel's table.
  let rows: [Int]
  /// Whether rows were matched by name; else by their order.
  let isKeyed: Bool
  let warnings: [PanelWarning]

  /// Reads the side table; by the id (or SMILES) column where it has that column too, else by row order.
  ///
  /// - Throws: `UserError` where an id has no features or several, or the numbers of rows differ.
  init(
    _ path: String, for table: Table, roles: ColumnRoles, options: PanelOptions, threads: Int
  ) throws(UserError) {
    let key = roles.identity.count == 1 ? roles.identity[0] : nil
    let isCategorical = ColumnRoles.matcher(options.categoricalColumns)
    let side =
      try Self.isArray(path)
      ? Table.readArray(path)
      : Table.read(path, missing: options.missingTokens, threads: threads) { $0 == key || isCategorical($0) }
    let keyed = key.flatMap { side.column($0) }
    isKeyed = keyed != nil
    if let key, keyed != nil {
      rows = try Self.match(table, to: side, by: key)
    } else {
      guard side.rowCount == table.rowCount else {
        throw UserError.sideTableRows(
          path, rows: side.rowCount, panel: table.file, panelRows: table.rowCount, key: key ?? roles.smiles.first)
      }
      rows = Array(0..<table.rowCount)
    }
    let named = side.columnNames.filter { !side.isBlank($0) }
    let known = Set(table.columnNames)
    let isIgnored = ColumnRoles.matcher(options.ignoreColumns)
    let targets = named.filter { $0 != key && known.contains($0) && roles.targets.contains($0) }
    let free = named.filter { $0 != key && !targets.contains($0) && !isIgnored($0) }
    let sorted = try ColumnSorter(table: side, options: options).sort(free)
    guard !sorted.features.isEmpty else { throw UserError.noFeatures(path, columns: side.columnNames) }
    columns = sorted.features
    warnings = (targets.isEmpty ? [] : [.targetsInSideTable(targets)]) + sorted.leftOut + side.doubts
  }

  private static func isArray(_ path: String) -> Bool { path.hasSuffix(".npy") || path.hasSuffix(".npz") }

  private static func match(_ table: Table, to side: Table, by key: String) throws(UserError) -> [Int] {
    let sideKeys = try side.requiredColumn(key)
    var place: [String: Int] = [:]
    for row in 0..<side.rowCount {
      if sideKeys.isMissing(row) { throw UserError.emptyIdentifier(side.file, line: side.line(row), column: key) }
      if let earlier = place.updateValue(row, forKey: sideKeys.text(row)) {
        throw UserError.repeatedFeatures(
          side.file, line: side.line(row), column: key, id: sideKeys.text(row), earlier: side.line(earlier))
      }
    }
    let keys = try table.requiredColumn(key)
    var rows: [Int] = []
    for row in 0..<table.rowCount {
      if keys.isMissing(row) { throw UserError.emptyIdentifier(table.file, line: table.line(row), column: key) }
      guard let match = place[keys.text(row)] else {
        throw UserError.missingFeatures(
          table.file, line: table.line(row), column: key, id: keys.text(row), sideTable: side.file)
      }
      rows.append(match)
    }
    return rows
  }
}
