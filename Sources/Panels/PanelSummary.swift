internal import LinearAlgebra
internal import Statistics

/// What a panel is, in numbers: the content of `panel.json`.
public struct PanelSummary: Codable, Equatable, Sendable {
  /// One task.
  public struct Task: Codable, Equatable, Sendable {
    /// The task's name.
    public var task: String
    /// What its targets are.
    public var kind: TaskKind
    /// Rows measured.
    public var rows: Int
    /// Rows with target 1; nil for a regression.
    public var positives: Int?
    /// Of the raw targets.
    public var mean: Double
    /// Sample standard deviation (divisor n - 1) of the raw targets.
    public var sd: Double
    /// Rows not measured: of the panel (wide), or of the task's own (stacked).
    public var missing: Int
    /// Targets that are bounds; nil where none is.
    public var bounded: Int?
  }

  /// The files as the user named them.
  public var files: [String]
  /// `Panel.hash`.
  public var hash: String
  /// How the panel lies in its table.
  public var layout: PanelLayout
  /// Rows of the panel.
  public var rows: Int
  /// Different ids, molecules or rows.
  public var entities: Int
  /// Whether overlap between tasks can be seen at all; where not, it counts as 0.
  public var overlapIsKnown: Bool
  /// Features after one-hot coding.
  public var features: [String]
  /// Whether features are stored as bits, and the share of ones; nil where they are dense.
  public var density: Double?
  /// One a task, in the panel's order.
  public var tasks: [Task]
  /// How much pairs of tasks overlap, counted in entities.
  public var overlap: OverlapRegimes
  /// Rows that the panel's own splits call train, validation and test, where it has them.
  public var givenSplits: [String: Int]?
  /// The column of SMILES, where molecules were read.
  public var molecules: MoleculeSummary?
  /// Several measurements of one task on one entity, where there are any.
  public var repeated: RepeatedMeasurements?
  /// What the user should know, in the order in which it was found.
  public var warnings: [PanelWarning]

  /// Summarises a panel; `missing` counts each task's rows without target, those of a wide panel unless given.
  public init(
    of panel: Panel, files: [String] = [], missing: [Int]? = nil, warnings: [PanelWarning] = [], threads: Int = 1
  ) {
    self.files = files
    hash = panel.hash
    layout = panel.layout
    rows = panel.rowCount
    entities = panel.entityCount
    overlapIsKnown = panel.overlapIsKnown
    features = panel.featureNames
    density = if case .sparse(let matrix) = panel.features { matrix.density } else { nil }
    tasks = panel.tasks.enumerated().map { index, task in
      let unmeasured = panel.layout == .wide ? panel.rowCount - task.rows.count : 0
      return Task(task, missing: missing?[index] ?? unmeasured)
    }
    overlap = OverlapRegimes(of: TaskOverlap(of: panel, threads: threads))
    givenSplits = panel.givenSplits.map { splits in
      Dictionary(grouping: splits, by: \.rawValue).mapValues(\.count)
    }
    self.warnings = warnings
  }
}

extension PanelSummary.Task {
  init(_ task: LearningTask, missing: Int) {
    let values = task.targets
    self.task = task.name
    kind = task.kind
    rows = task.rows.count
    positives = task.kind == .classification ? task.targets.count { $0 == 1 } : nil
    mean = Statistics.mean(values) ?? 0
    sd = standardDeviation(values) ?? 0
    self.missing = missing
    bounded = task.sides == nil ? nil : task.boundedCount
  }
}
