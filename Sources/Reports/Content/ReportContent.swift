public import Diagnostics
public import Grouping
public import LinearAlgebra

/// Everything that a report shows, as plain values; what is nil or empty is left out of it.
public struct ReportContent: Sendable {
  /// The panel's name, such as its file's.
  public var title: String
  public var panel: PanelFacts
  public var tasks: [TaskSummary]
  public var verdict: Verdict
  public var labels: LabelSummary?
  /// (tasks, tasks), row the target, column the partner: predicted or measured gains; not finite where unknown.
  public var affinities: Matrix<Double>?
  public var accuracy: [AccuracyRow]
  /// Measured pairs with what was predicted for them.
  public var points: [ScatterFigure.Point]
  /// The recommended plan with its bound.
  public var grouping: GroupingResult?
  /// The plans that were compared, the recommended one among them.
  public var plans: [PlanOutcome]
  /// Further sections in the order they are shown, such as the gradient probe's.
  public var sections: [ReportSection]
  /// What a user would run next, line by line, without line breaks inside; for a shell.
  public var nextSteps: [String]
  /// Each a sentence or two.
  public var warnings: [String]
  /// Versions, command, seed, hash, machine, times: shown in this order.
  public var provenance: [(name: String, value: String)]

  public init(title: String, panel: PanelFacts, tasks: [TaskSummary], verdict: Verdict) {
    self.title = title
    self.panel = panel
    self.tasks = tasks
    self.verdict = verdict
    accuracy = []
    points = []
    plans = []
    sections = []
    nextSteps = []
    warnings = []
    provenance = []
  }
}

/// The panel in numbers.
public struct PanelFacts: Equatable, Sendable {
  public var rows: Int
  public var features: Int
  /// Share of the row-task cells without a measurement, 0...1; nil for stacked panels.
  public var missing: Double?
  /// Rows set aside for verification.
  public var verificationRows: Int?

  public init(rows: Int, features: Int, missing: Double? = nil, verificationRows: Int? = nil) {
    self.rows = rows
    self.features = features
    self.missing = missing
    self.verificationRows = verificationRows
  }
}

/// A line of the task table.
public struct TaskSummary: Equatable, Sendable {
  public var name: String
  public var kind: String
  public var rows: Int
  /// Share of the null model's loss that training alone removes.
  public var skill: Estimate?
  public var lossAlone: Estimate?
  /// The name of the metric, such as "AUC" or "R2", and its value alone.
  public var metric: String?
  public var metricAlone: Double?

  public init(
    name: String, kind: String, rows: Int, skill: Estimate? = nil, lossAlone: Estimate? = nil, metric: String? = nil,
    metricAlone: Double? = nil
  ) {
    self.name = name
    self.kind = kind
    self.rows = rows
    self.skill = skill
    self.lossAlone = lossAlone
    self.metric = metric
    self.metricAlone = metricAlone
  }
}

/// How good the measured gains are.
public struct LabelSummary: Equatable, Sendable {
  public var pairsMeasured: Int
  /// Unordered pairs there are.
  public var pairsTotal: Int
  public var replicates: Int
  public var baselineReplicates: Int
  /// Reliability of the mean over the replicates, overall and of the ranking of a target's partners; nil if unknown.
  public var reliability: Double?
  public var reliabilityWithinTarget: Double?
  /// The highest correlation that a perfect predictor could reach with these labels.
  public var ceiling: Double?
  /// Replicates a pair that a reliability of .8 would take.
  public var replicatesForReliable: Int?
  /// Shares of the variance of single gains: between targets, partners, pairs, and noise; nil if unknown.
  public var varianceShares: [Double]?
  /// Why the reliability is not known, as a clause.
  public var unknown: String?

  public init(
    pairsMeasured: Int, pairsTotal: Int, replicates: Int, baselineReplicates: Int, reliability: Double? = nil,
    reliabilityWithinTarget: Double? = nil, ceiling: Double? = nil, replicatesForReliable: Int? = nil,
    varianceShares: [Double]? = nil, unknown: String? = nil
  ) {
    self.pairsMeasured = pairsMeasured
    self.pairsTotal = pairsTotal
    self.replicates = replicates
    self.baselineReplicates = baselineReplicates
    self.reliability = reliability
    self.reliabilityWithinTarget = reliabilityWithinTarget
    self.ceiling = ceiling
    self.replicatesForReliable = replicatesForReliable
    self.varianceShares = varianceShares
    self.unknown = unknown
  }
}

/// A model's accuracy on one way of holding measurements out.
public struct AccuracyRow: Equatable, Sendable {
  /// What was held out, such as "held-out pairs".
  public var split: String
  /// The model or baseline, such as "predictor" or "per-target mean".
  public var model: String
  /// Whether it is the predictor itself and no baseline.
  public var isPredictor: Bool
  /// Correlation with the measured gains; nil where undefined, as for a constant.
  public var correlation: Estimate?
  /// Correlation inside a target's pairs: the ranking of its partners.
  public var withinTarget: Estimate?
  /// Root mean squared error as a fraction of gain.
  public var error: Double?
  /// Why a correlation above is nil, as clauses.
  public var undefined: [String]

  public init(
    split: String, model: String, isPredictor: Bool = false, correlation: Estimate? = nil,
    withinTarget: Estimate? = nil, error: Double? = nil, undefined: [String] = []
  ) {
    self.split = split
    self.model = model
    self.isPredictor = isPredictor
    self.correlation = correlation
    self.withinTarget = withinTarget
    self.error = error
    self.undefined = undefined
  }
}

/// A plan with what was predicted and measured of it.
public struct PlanOutcome: Equatable, Sendable {
  /// What a plan is to the verdict.
  public enum Role: String, Sendable {
    case recommended, allAlone, allTogether, byKind, random, solver
  }

  /// Several where plans coincide: the recommended plan can be all alone.
  public var roles: [Role]
  public var name: String
  /// Groups of two or more.
  public var groups: Int
  /// Predicted mean gain a task.
  public var predictedGain: Double?
  /// Mean relative gain a task over all alone on development rows.
  public var developmentGain: Estimate?
  /// Mean loss a task on the verification rows.
  public var verifiedLoss: Estimate?
  /// Mean relative gain a task over all alone on the verification rows.
  public var verifiedGain: Estimate?

  public init(
    roles: [Role], name: String, groups: Int, predictedGain: Double? = nil, developmentGain: Estimate? = nil,
    verifiedLoss: Estimate? = nil, verifiedGain: Estimate? = nil
  ) {
    self.roles = roles
    self.name = name
    self.groups = groups
    self.predictedGain = predictedGain
    self.developmentGain = developmentGain
    self.verifiedLoss = verifiedLoss
    self.verifiedGain = verifiedGain
  }

  public var isRecommended: Bool { roles.contains(.recommended) }
}

/// A section of words, figures and tables.
public struct ReportSection: Sendable {
  public var title: String
  public var paragraphs: [String]
  public var figures: [ReportFigure]
  public var tables: [ReportTable]

  public init(title: String, paragraphs: [String] = [], figures: [ReportFigure] = [], tables: [ReportTable] = []) {
    self.title = title
    self.paragraphs = paragraphs
    self.figures = figures
    self.tables = tables
  }
}

/// A figure of the page, also written to `figures/<name>.svg`.
public struct ReportFigure: Sendable {
  /// Lower case, digits and hyphens.
  public var name: String
  public var caption: String
  public var canvas: SVGCanvas

  public init(name: String, caption: String, canvas: SVGCanvas) {
    precondition(
      name.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) }, "a figure's name is a file's")
    self.name = name
    self.caption = caption
    self.canvas = canvas
  }
}

/// A table of the page.
public struct ReportTable: Sendable {
  public var caption: String
  /// Titles, and whether a column holds numbers (set on the right).
  public var columns: [(title: String, isNumber: Bool)]
  /// Each with a cell for each column.
  public var rows: [[String]]
  /// Rows set in bold.
  public var markedRows: Set<Int>

  public init(
    caption: String = "", columns: [(title: String, isNumber: Bool)], rows: [[String]], markedRows: Set<Int> = []
  ) {
    precondition(rows.allSatisfy { $0.count == columns.count }, "a cell for each column")
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.markedRows = markedRows
  }
}
