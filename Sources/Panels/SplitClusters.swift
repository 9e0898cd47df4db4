internal import Diagnostics
internal import Molecules
internal import Tables

/// What folds must not separate, beside the rows of one entity: rows of one cluster or of one scaffold.
struct SplitClusters {
  /// By row of the table.
  let clusters: [Int]

  /// Folds are made of no fewer.
  static let fewest = 10

  /// What the options ask for; nil where they ask for nothing.
  ///
  /// - Throws: `UserError` where both are asked for, no molecules are read, or there are too few clusters.
  init?(of table: Table, molecules: MoleculeColumn?, options: PanelOptions) throws(UserError) {
    if let name = options.clusterColumn {
      if options.scaffoldFolds { throw UserError.twoClusterings(table.file) }
      let column = try table.requiredColumn(name)
      // A row without a cluster is one of its own.
      clusters =
        EntityIndex.number(
          (0..<table.rowCount).map { column.isMissing($0) ? "\n\($0)" : column.text($0) }
        ).numbers
    } else if options.scaffoldFolds {
      guard let molecules else { throw UserError.scaffoldsNeedMolecules(table.file) }
      let groups = molecules.molecules.scaffoldGroups()
      clusters = molecules.rows.map { groups[Int($0)] }
    } else {
      return nil
    }
    let count = Set(clusters).count
    if count < Self.fewest {
      throw UserError.tooFewClusters(
        table.file, column: options.clusterColumn, found: count, needed: Self.fewest)
    }
  }
}
