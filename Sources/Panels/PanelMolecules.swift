internal import Tables

/// The molecules of a wide panel's rows, as text.
package struct PanelMolecules: Sendable {
  /// A column of SMILES.
  package struct Column: Sendable {
    package let name: String
    /// By row of the panel.
    package let texts: [String]

    package init(name: String, texts: [String]) {
      self.name = name
      self.texts = texts
    }
  }

  package let columns: [Column]

  package init(columns: [Column]) { self.columns = columns }

  /// The molecules that were read, by their canonical SMILES.
  package init(_ molecules: RowMolecules) {
    columns = [Column(name: molecules.column, texts: molecules.smiles)]
  }

  /// Reads the columns of molecules again from the panel's own table; none where there are none, or where a row of the
  /// panel is not a row of one table.
  ///
  /// - Parameter rowCount: the panel's, to be sure that the file is the one it was read from.
  package init(file: String, options: PanelOptions, rowCount: Int) throws {
    let isText = ColumnRoles.matcher(options.smilesColumns + options.categoricalColumns)
    let exact = Set([options.idColumn, options.taskColumn, options.splitsColumn].compactMap(\.self))
    let table = try Table.read(file, missing: options.missingTokens) { exact.contains($0) || isText($0) }
    let roles = try ColumnRoles(of: table, options: options)
    var rows = Array(0..<table.rowCount)
    if let weight = roles.weight {
      let weights = try table.numbers(of: table.requiredColumn(weight), categoriesAllowed: false)
      rows.removeAll { weights[$0] == 0 }
    }
    guard roles.task == nil, rows.count == rowCount else {
      columns = []
      return
    }
    columns = roles.smiles.compactMap { name in
      table.column(name).map { column in Column(name: name, texts: rows.map(column.text)) }
    }
  }
}
