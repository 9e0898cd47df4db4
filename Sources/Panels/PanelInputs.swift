public import LinearAlgebra

/// What encoders are configured from: everything about a panel's rows that a network may see, row by row.
public struct PanelInputs: Equatable, Sendable {
  /// (rows, features), scaled.
  public let features: Features
  /// The rows' molecules; nil where no SMILES were read.
  package internal(set) var molecules: RowMolecules?

  /// Inputs of scaled features.
  public init(features: Features) { self.features = features }

  /// The number of rows.
  public var rowCount: Int { features.rows }
}
