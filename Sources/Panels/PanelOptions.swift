public import Molecules
internal import Tables

/// How a panel's files are to be read; every list may hold globs (`*`, `?`, `[a-z]`, `[!a]`).
public struct PanelOptions: Codable, Equatable, Sendable {
  /// The columns that hold what is to be predicted: one a task in a wide panel, exactly one in a stacked or long panel.
  public var targetColumns: [String]
  /// Columns that are left out; in a stacked or long panel also tasks.
  public var ignoreColumns: [String]
  /// Columns of molecules, which are read where they are named; where none is, text columns with "smiles" in their name
  /// say which row is which molecule.
  public var smilesColumns: [String]
  /// A column of weights >= 0, one a row.
  public var weightColumn: String?
  /// A column of train, validation and test.
  public var splitsColumn: String?
  /// A file of splits as chemprop writes it, in place of `splitsColumn`.
  public var splitsFile: String?
  /// The column that says which task a row belongs to (stacked, long).
  public var taskColumn: String?
  /// The column that says what a row is about.
  public var idColumn: String?
  /// A column whose equal cells no split separates (series, clusters).
  public var clusterColumn: String?
  /// Whether molecules of one Bemis-Murcko scaffold stay together in every split.
  public var scaffoldFolds: Bool
  /// A column of times: what is trained on is older than what is tested.
  public var timeColumn: String?
  /// A side table of features (csv, csv.gz, npy, npz), keyed by the id column or by row order.
  public var features: String?
  /// What is made of molecules; nil for Morgan bits wherever molecules are read.
  public var fingerprint: FingerprintSettings?
  /// Whether of a SMILES of several fragments only the one of most heavy atoms is read.
  public var largestFragment: Bool
  /// What becomes of several measurements of one task on one entity.
  public var duplicates: DuplicatePolicy
  /// Columns whose numbers are codes of categories.
  public var categoricalColumns: [String]
  /// Tasks that are classifications whatever detection says.
  public var classification: [String]
  /// Tasks that are regressions whatever detection says.
  public var regression: [String]
  /// Tasks with fewer rows are dropped; nil refuses panels with tasks too small to learn.
  public var minRows: Int?
  /// Spellings that count as empty among numbers, besides the usual ones such as NA; a number stands for all its spellings.
  public var missing: [String]

  /// What `minRows` may be.
  public static let minRowsRange = 1...1_000_000_000

  /// The columns that are neither features, nor tasks, nor molecules.
  var roleColumns: [String] {
    [idColumn, taskColumn, weightColumn, splitsColumn, clusterColumn, timeColumn].compactMap(\.self)
  }

  /// What is read as empty among numbers.
  var missingTokens: MissingTokens { MissingTokens.usual.adding(missing) }

  /// Options; what is not named is found out from the table.
  public init(
    targetColumns: [String] = [], ignoreColumns: [String] = [], smilesColumns: [String] = [],
    weightColumn: String? = nil, splitsColumn: String? = nil, splitsFile: String? = nil, taskColumn: String? = nil,
    idColumn: String? = nil,
    features: String? = nil, clusterColumn: String? = nil,
    scaffoldFolds: Bool = false, timeColumn: String? = nil, fingerprint: FingerprintSettings? = nil,
    largestFragment: Bool = false,
    duplicates: DuplicatePolicy = .keep, categoricalColumns: [String] = [], classification: [String] = [],
    regression: [String] = [], minRows: Int? = nil, missing: [String] = []
  ) {
    self.targetColumns = targetColumns
    self.ignoreColumns = ignoreColumns
    self.smilesColumns = smilesColumns
    self.weightColumn = weightColumn
    self.splitsColumn = splitsColumn
    self.splitsFile = splitsFile
    self.taskColumn = taskColumn
    self.idColumn = idColumn
    self.features = features
    self.clusterColumn = clusterColumn
    self.scaffoldFolds = scaffoldFolds
    self.timeColumn = timeColumn
    self.fingerprint = fingerprint
    self.largestFragment = largestFragment
    self.duplicates = duplicates
    self.categoricalColumns = categoricalColumns
    self.classification = classification
    self.regression = regression
    self.minRows = minRows
    self.missing = missing
  }
}
