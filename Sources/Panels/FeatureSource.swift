internal import Diagnostics
internal import LinearAlgebra
internal import Tables

/// What a panel's features are made from: columns of its table or of a side table, or its molecules.
enum FeatureSource {
  /// `rows[r]` is the row of the columns that belongs to row r of the panel's table; nil where they are its own.
  case columns([FeatureColumn], rows: [Int]?)
  case molecules(MoleculeColumn)

  /// Where the features of a panel come from; throws where there are none.
  init(roles: ColumnRoles, side: FeatureTable?, molecules: MoleculeColumn?, table: Table) throws(UserError) {
    if let molecules {
      self = .molecules(molecules)
      return
    }
    let columns = side?.columns ?? roles.features
    if columns.isEmpty { throw UserError.noFeatures(table.file, columns: table.columnNames) }
    self = .columns(columns, rows: side?.rows)
  }

  struct Encoded {
    let features: Features
    let names: [String]
    let warnings: [PanelWarning]
  }

  /// The columns whose cells are read as numbers.
  var columns: [TableColumn] {
    if case .columns(let columns, _) = self { columns.map(\.column) } else { [] }
  }

  var molecules: MoleculeColumn? {
    if case .molecules(let column) = self { column } else { nil }
  }

  /// The features of the panel's rows.
  ///
  /// - Parameter sources: by row of the panel, the row of its table.
  func encoded(at sources: [Int], threads: Int) -> Encoded {
    switch self {
    case .columns(let columns, let rows):
      let encoder = FeatureEncoder(columns, rows: sources.map { rows?[$0] ?? $0 }, threads: threads)
      return Encoded(features: encoder.features, names: encoder.names, warnings: encoder.warnings)
    case .molecules(let column): return column.encoded(at: sources, threads: threads)
    }
  }
}
