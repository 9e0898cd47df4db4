public import LinearAlgebra

/// How a panel lies in its table, which decides how it is trained (docs/architecture.md, Labels).
public enum PanelLayout: String, Codable, Sendable {
  /// Tasks are columns over shared rows.
  case wide
  /// One row is one sample of one task.
  case stacked
}

/// Rows with common input features, and the tasks that measure some of them.
///
/// Features are scaled already: numbers standardised over all rows, 0/1 left alone, categories one-hot.
/// Targets are raw.
public struct Panel: Sendable {
  /// What encoders see of the rows.
  public private(set) var inputs: PanelInputs
  /// One a column of `features`.
  public let featureNames: [String]
  /// At least two.
  public let tasks: [LearningTask]
  /// Whether tasks are columns or rows of the table.
  public let layout: PanelLayout
  /// `entities[r]` says which thing (molecule, peptide, patient) row r is about: rows with the same id, or the same SMILES,
  /// share one. Numbered 0..<entityCount in order of first appearance. Overlap is counted in entities and folds never
  /// separate the rows of one.
  public let entities: [Int]
  /// How many different things the rows are about; at most the number of rows.
  public let entityCount: Int
  /// Whether overlap between tasks can be seen at all: rows are shared (wide) or named by an id.
  public let overlapIsKnown: Bool
  /// `splitUnits[r]`, 0..<splitUnitCount: what folds and verification never separate, the entity of row r or the cluster
  /// that it is in.
  package private(set) var splitUnits: [Int]
  package private(set) var splitUnitCount: Int
  /// By row, when it is from, where folds go by time; nil elsewhere.
  package private(set) var times: [Double]?
  /// Given splits (`--splits-column`) by row, or nil: `verify` rows are those that the column calls test.
  public let givenSplits: [GivenSplit]?
  /// FNV-1a 64 of everything that training or relations can see, as 16 hex digits.
  public private(set) var hash: String

  /// (rows, features), scaled.
  public var features: Features { inputs.features }
  /// The number of rows, measured or not.
  public var rowCount: Int { inputs.rowCount }

  /// A panel of its parts; traps where their sizes do not fit. Rows that share no entity are numbered 0..<rows.
  public init(
    features: Features, featureNames: [String], tasks: [LearningTask], layout: PanelLayout, entities: [Int],
    entityCount: Int, overlapIsKnown: Bool, givenSplits: [GivenSplit]? = nil, hash: String
  ) {
    precondition(featureNames.count == features.columns, "\(featureNames.count) names, \(features.columns) features")
    precondition(entities.count == features.rows, "\(entities.count) entities, \(features.rows) rows")
    precondition(givenSplits == nil || givenSplits?.count == features.rows, "splits do not fit the rows")
    inputs = PanelInputs(features: features)
    self.featureNames = featureNames
    self.tasks = tasks
    self.layout = layout
    self.entities = entities
    self.entityCount = entityCount
    splitUnits = entities
    splitUnitCount = entityCount
    self.overlapIsKnown = overlapIsKnown
    self.givenSplits = givenSplits
    self.hash = hash
  }

  /// Whether SMILES were read.
  public var hasMolecules: Bool { inputs.molecules != nil }

  /// The panel with splits that also keep the rows of a cluster together; its hash covers them.
  ///
  /// - Parameter clusters: by row; rows of one entity need not be in one cluster, they stay together all the same.
  package func keepingTogether(_ clusters: [Int]) -> Panel {
    var panel = self
    (panel.splitUnits, panel.splitUnitCount) = EntityIndex.components(entities, clusters)
    var hash = PanelHash()
    hash.add(self.hash)
    hash.add(panel.splitUnits)
    panel.hash = hash.text
    return panel
  }

  /// The panel with the clusters and times of another panel of the same rows, and the hash that it has.
  package func splitting(as other: Panel) -> Panel {
    var panel = self
    (panel.splitUnits, panel.splitUnitCount, panel.times) = (other.splitUnits, other.splitUnitCount, other.times)
    panel.inputs.molecules = other.inputs.molecules
    return panel
  }

  /// The panel with splits by time; its hash covers them.
  ///
  /// - Parameter times: by row, finite.
  package func split(by times: [Double]) -> Panel {
    precondition(times.count == rowCount, "\(times.count) times, \(rowCount) rows")
    var panel = self
    panel.times = times
    var hash = PanelHash()
    hash.add(self.hash)
    for time in times { hash.add(time.bitPattern) }
    panel.hash = hash.text
    return panel
  }

  /// The panel with its rows' molecules, which its hash then covers too.
  package func with(_ molecules: RowMolecules) -> Panel {
    precondition(molecules.rows.count == rowCount, "\(molecules.rows.count) molecules, \(rowCount) rows")
    var panel = self
    panel.inputs.molecules = molecules
    var hash = PanelHash()
    hash.add(self.hash)
    for smiles in molecules.smiles { hash.add(smiles) }
    panel.hash = hash.text
    return panel
  }
}

/// The part of a panel that a `--splits-column` puts a row in.
public enum GivenSplit: String, Codable, Sendable {
  /// Split into folds anew in every replicate.
  case train
  /// Treated as `train`.
  case validation
  /// Set aside for verification, with all rows of its entity.
  case test
}
