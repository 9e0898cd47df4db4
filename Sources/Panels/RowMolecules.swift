package import Molecules

/// Which molecule each row of a panel is.
package struct RowMolecules: Equatable, Sendable {
  /// The name of the column of SMILES.
  package let column: String
  package let table: MoleculeTable
  /// By row of the panel: its molecule's number in `table`.
  package let rows: [Int32]

  package init(column: String, table: MoleculeTable, rows: [Int32]) {
    precondition(rows.allSatisfy { $0 >= 0 && $0 < table.count }, "a row has no molecule")
    self.column = column
    self.table = table
    self.rows = rows
  }

  /// Canonical isomeric SMILES by row.
  package var smiles: [String] { rows.map { table.smiles[Int($0)] } }
}
