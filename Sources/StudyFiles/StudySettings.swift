public import Diagnostics
public import Grouping
public import Labels
public import Networks
public import Panels
public import Prediction
public import Probing
public import Relations
public import Trainers

/// Every setting of a study, resolved: what `study.toml` holds.
///
/// `threads` is not among them, as no result depends on it.
public struct StudySettings: Codable, Equatable, Sendable {
  /// Where the panel is and how it is read.
  public var panel = PanelSection()
  /// How labels are measured.
  public var `protocol` = ProtocolSection()
  /// How networks are trained beyond the protocol.
  public var training = TrainingSection()
  /// What trains in place of the built-in networks.
  public var trainer = TrainerSettings()
  /// How relations are computed.
  public var relations = RelationSettings()
  /// How the gradient probe trains and looks.
  public var probe = ProbeSettings()
  /// How gains are predicted.
  public var prediction = PredictionSection()
  /// What plans of groups may look like.
  public var groups = GroupingSettings()
  /// How plans are found and measured.
  public var plans = PlanSection()
  /// Tasks whose helpers are chosen, instead of groups of all tasks; none for groups.
  public var primary: [String] = []
  /// The seed of everything stochastic.
  public var seed: UInt64 = 0
  /// The form of the study's files.
  package var format = studyFormat

  /// The defaults; settings are properties.
  public init() {}

  /// Where the panel is and how it is read.
  public struct PanelSection: Codable, Equatable, Sendable {
    /// As the user named them, made absolute.
    public var files: [String] = []
    /// What the columns are for.
    public var options = PanelOptions()
    /// The hash of the panel as first read; empty before that.
    public var hash = ""
  }

  /// How labels are measured.
  public struct ProtocolSection: Codable, Equatable, Sendable {
    /// Neurons of each shared layer.
    public var trunk = [64, 32]
    /// Adam's step size.
    public var learningRate = 1e-3
    /// Rows a step: of the panel where rows are shared, of each task where they are not.
    public var batchSize = 64
    /// 0 stands for the default of the panel's layout until the panel is read.
    public var maxEpochs = 0
    /// 0 stands for the default of the panel's layout until the panel is read.
    public var patience = 0
    /// Folds of the cross-validation of every replicate, 3 to 100.
    public var folds = 5
    /// Replicates of each measured pair.
    public var replicates: Int
    /// Replicates of each task alone; raised to `replicates` where it is less.
    public var baselineReplicates: Int
    /// Share of the rows that only `verify` sees; a panel's own test rows take its place.
    public var verifyFraction: Double
    /// `0.25` of the pairs, `1200` fits or `90s`, as typed; `budget` wins over `fraction` where it is not empty. `auto` is
    /// the fraction, or what an hour allows.
    public var fraction: Double
    /// Fits (`1200`), a time (`90s`) or `auto`, as typed; empty where `fraction` holds.
    public var budget: String

    /// The defaults, but for what is named; the other settings are properties.
    public init(
      fraction: Double? = nil, replicates: Int = 10, baselineReplicates: Int = 20, verifyFraction: Double = 0.2
    ) {
      self.fraction = fraction ?? 0.25
      budget = fraction == nil ? LabelBudget.automaticName : ""
      self.replicates = replicates
      self.baselineReplicates = baselineReplicates
      self.verifyFraction = verifyFraction
    }
  }

  /// How gains are predicted.
  public struct PredictionSection: Codable, Equatable, Sendable {
    /// Whether the gradient similarity of a probe is an input.
    public var similarity = false
    /// Coverage of the intervals.
    public var coverage = 0.9
  }

  /// How plans of groups are found and measured.
  public struct PlanSection: Codable, Equatable, Sendable {
    /// Names of `SolverName`; empty for the default of the number of tasks until the panel is read.
    public var solvers: [String] = []
    /// Replicates of each candidate plan and each verified plan.
    public var replicates = 10
    /// Whether linear models of every task alone are a rival of the plans.
    public var linear = true
    /// Plans of the user's own, by name: groups of names of tasks; nil for none.
    public var own: [String: [[String]]]?

    /// Takes a plan of the user's own from a table with the columns `group` and `task`, such as a `groups.csv`.
    ///
    /// - Throws: `UserError` where the table cannot be read, a task is in two groups, or the name is one of Kindred's.
    public mutating func add(own name: String, file path: String) throws(UserError) {
      guard !name.isEmpty, !Self.reserved.contains(name) else {
        throw UserError.settingOutOfBounds(
          "plan", found: "'\(name)'", expected: "a name that is not one of \(Self.reserved.joined(separator: ", "))")
      }
      own = own ?? [:]
      own?[name] = try OwnPlanFile.read(path)
    }

    private static let reserved =
      [
        "linear alone", "all alone", "all together", "by kind", "random", "label correlation", "label clusters",
        "partner effects", "alone", "its kind",
        "helpers",
      ]
      + SolverName.allCases.map(\.rawValue)
  }

  /// Fills in what depends on the panel. Its number of tasks says who proposes groups; its layout how long networks train:
  /// wide panels up to 150 epochs with patience 15, stacked ones, whose epochs are short, up to 1,000 with 50.
  public mutating func resolve(layout: PanelLayout, taskCount: Int) {
    if plans.solvers.isEmpty { plans.solvers = SolverName.defaults(forTasks: taskCount).map(\.rawValue) }
    if `protocol`.maxEpochs == 0 { `protocol`.maxEpochs = layout == .wide ? 150 : 1000 }
    if `protocol`.patience == 0 { `protocol`.patience = layout == .wide ? 15 : 50 }
  }

  /// Whether nothing was said of how networks are trained: neither in `[training]` nor, in `[protocol]`, of the trunk and its steps.
  public func trainsByDefault(layout: PanelLayout) -> Bool {
    var plain = StudySettings()
    plain.resolve(layout: layout, taskCount: 2)
    let (own, known) = (`protocol`, plain.protocol)
    return training.isOpenToSearch && own.trunk == known.trunk && own.learningRate == known.learningRate
      && own.batchSize == known.batchSize && own.maxEpochs == known.maxEpochs && own.patience == known.patience
  }

  /// The protocol in the words of `Labels`.
  public var labels: LabelSettings {
    LabelSettings(
      folds: `protocol`.folds, replicates: `protocol`.replicates,
      baselineReplicates: max(`protocol`.baselineReplicates, `protocol`.replicates),
      verifyFraction: `protocol`.verifyFraction, seed: seed)
  }

  /// How networks of one task are trained, in the words of `Networks`.
  public var aloneTraining: TrainingSettings { training.alone.applied(to: commonTraining) }

  /// How networks of several tasks are trained, in the words of `Networks`.
  public var togetherTraining: TrainingSettings { training.together.applied(to: commonTraining) }

  private var commonTraining: TrainingSettings {
    training.all.applied(
      to: TrainingSettings(
        encoder: EncoderSettings(widths: `protocol`.trunk), learningRate: `protocol`.learningRate,
        batchSize: `protocol`.batchSize, maxEpochs: `protocol`.maxEpochs, patience: `protocol`.patience))
  }

  /// The settings in the words of `Prediction`.
  public var predictor: PredictorSettings {
    PredictorSettings(usesSimilarity: prediction.similarity, coverage: prediction.coverage, seed: seed)
  }

  /// What labelling may cost.
  public var labelBudget: LabelBudget {
    `protocol`.budget == LabelBudget.automaticName
      ? .automatic(fraction: `protocol`.fraction)
      : LabelBudget(`protocol`.budget) ?? .fraction(`protocol`.fraction)
  }
}
