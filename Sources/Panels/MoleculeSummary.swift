internal import Molecules

/// What a column of SMILES holds, in numbers.
public struct MoleculeSummary: Codable, Equatable, Sendable {
  /// The column of SMILES.
  public var column: String
  /// Different molecules.
  public var molecules: Int
  /// Rows left out, by reason.
  public var skipped: [String: Int]
  /// Rows of several fragments (salts, solvents, mixtures) as written.
  public var fragmentRows: Int
  /// Different Bemis-Murcko scaffolds of molecules with rings.
  public var scaffolds: Int
  /// Molecules without a ring, which have no scaffold.
  public var acyclic: Int

  init(of reading: MoleculeReading, column: String, skipped: [SkippedRow]) {
    self.column = column
    molecules = reading.table.count
    self.skipped = skipped.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 }
    fragmentRows = reading.fragments.count { $0 > 1 }
    scaffolds = Set(reading.table.scaffolds).subtracting([""]).count
    acyclic = reading.table.scaffolds.count { $0.isEmpty }
  }
}
