internal import Diagnostics
internal import LinearAlgebra
internal import Molecules
internal import Tables

/// A column of SMILES, read: the rows that are molecules, and why the others are none.
struct MoleculeColumn {
  let name: String
  /// The rows that are molecules.
  let table: Table
  let molecules: MoleculeTable
  /// By row of `table`.
  let rows: [Int32]
  let skipped: [SkippedRow]
  let summary: MoleculeSummary
  let fingerprint: FingerprintSettings
  private let takesLargest: Bool

  /// Reads the molecules of a panel's table, from the cache where it holds the same texts.
  ///
  /// - Throws: `UserError` where RDKit was not built in, several columns are named, or more than half of what is written
  ///   is no molecule.
  init(
    of whole: Table, roles: ColumnRoles, options: PanelOptions, threads: Int, cache: String?
  ) throws(UserError) {
    guard RDKit.isAvailable else { throw UserError.moleculesNeedRDKit(whole.file, columns: roles.smiles) }
    guard roles.smiles.count == 1, let name = roles.smiles.first else {
      throw UserError.severalMoleculeColumns(whole.file, columns: roles.smiles)
    }
    let column = try whole.requiredColumn(name)
    fingerprint = options.fingerprint ?? FingerprintSettings()
    takesLargest = options.largestFragment
    let texts = (0..<whole.rowCount).map { row in
      let text = column.text(row)
      return column.tokens[text] == nil ? text : ""
    }
    let settings = MoleculeSettings(fingerprint: fingerprint, largestFragment: options.largestFragment)
    let reading = MoleculeCache(path: cache).reading(of: texts, settings: settings, threads: threads)
    self.name = name
    molecules = reading.table
    let kept = reading.molecules.indices.filter { reading.molecules[$0] >= 0 }
    rows = kept.map { reading.molecules[$0] }
    table = kept.count == whole.rowCount ? whole : whole.selecting(kept)
    skipped = reading.molecules.indices.compactMap { row in
      SMILESProblem(rawValue: reading.problems[row]).map {
        SkippedRow(line: whole.line(row), text: column.text(row), reason: $0.words)
      }
    }
    summary = MoleculeSummary(of: reading, column: name, skipped: skipped)
    let unread = skipped.count { $0.reason != SMILESProblem.empty.words }
    if let first = skipped.first, 2 * unread > kept.count + unread || kept.isEmpty {
      throw UserError.unreadableMolecules(
        whole.file, line: first.line, column: name, count: skipped.count, of: whole.rowCount, example: first.text,
        reason: first.reason)
    }
  }

  /// What a chemist would want to know.
  var warnings: [PanelWarning] {
    (skipped.isEmpty ? [] : [.skippedRows(summary, column: name)])
      + (summary.fragmentRows == 0 || takesLargest ? [] : [.fragments(summary.fragmentRows)])
  }

  /// The molecules of the panel's rows.
  ///
  /// - Parameter sources: by row of the panel, the row of `table`.
  func rowMolecules(at sources: [Int]) -> RowMolecules {
    RowMolecules(column: name, table: molecules, rows: sources.map { rows[$0] })
  }
}

/// A row of a panel's table that was left out, because it names no molecule that can be read.
public struct SkippedRow: Codable, Equatable, Sendable {
  /// From 1; nil where rows of several files were joined.
  public var line: Int?
  /// What stands there.
  public var text: String
  /// Why that is no molecule, in words.
  public var reason: String
}
