internal import Diagnostics

/// What a synthetic panel is made of.
public struct SyntheticPanelSettings: Codable, Equatable, Sendable {
  /// Tasks, 2 to 10,000.
  public var tasks: Int
  /// Tasks of one cluster share their latent functions.
  public var clusters: Int
  /// Features, 3 to 10,000, as a latent function takes three.
  public var features: Int
  /// Samples that tasks draw their rows from; tasks overlap because they draw from the same ones.
  public var samples: Int
  /// Rows of the smallest and of the largest task; the others lie between in equal ratios.
  public var fewestRows: Int
  /// Rows of the largest task; at most `samples`.
  public var mostRows: Int
  /// Share of the variance of a task's noiseless target that its cluster explains; the rest is the task's own.
  public var relatedness: Double
  /// Standard deviation of the noise, in units of the noiseless target's.
  public var noise: Double
  /// Share of the tasks whose targets are 0 or 1: whether the number exceeds its median.
  public var classificationShare: Double
  /// Whether tasks are written as columns or as rows.
  public var layout: PanelLayout
  /// Whether samples are molecules grown from as many kinds of fragments as there are features.
  public var molecules: Bool
  /// Decides everything that is drawn.
  public var seed: UInt64

  /// Settings; bounds are checked when a panel is made of them. The defaults are those of `kindred synthesize`.
  public init(
    tasks: Int = 12, clusters: Int = 3, features: Int = 6, samples: Int = 400, fewestRows: Int = 120,
    mostRows: Int = 220, relatedness: Double = 0.98, noise: Double = 0.1, classificationShare: Double = 0,
    layout: PanelLayout = .stacked, molecules: Bool = false, seed: UInt64 = 1
  ) {
    self.tasks = tasks
    self.clusters = clusters
    self.features = features
    self.samples = samples
    self.fewestRows = fewestRows
    self.mostRows = mostRows
    self.relatedness = relatedness
    self.noise = noise
    self.classificationShare = classificationShare
    self.layout = layout
    self.molecules = molecules
    self.seed = seed
  }

  /// Features or targets of a panel that fits in memory.
  static let mostCells = 1_000_000_000

  /// Throws where a setting is out of its bounds.
  func check() throws(UserError) {
    try require(tasks >= 2 && tasks <= 10_000, "--tasks \(tasks)", "2 to 10,000 tasks")
    try require(clusters >= 1 && clusters <= tasks, "--clusters \(clusters)", "1 to \(tasks) clusters")
    try require(features >= 3 && features <= 10_000, "--features \(features)", "3 to 10,000 features")
    if molecules {
      let kinds = SyntheticMolecules.fragments.count
      try require(features <= kinds, "--molecules and --features \(features)", "3 to \(kinds) kinds of fragments")
      let chains = (0..<SyntheticMolecules.longest).reduce(1) { count, _ in min(count * features, Self.mostCells) }
      try require(
        samples <= chains / 4, "--molecules, --features \(features) and --rows \(samples)", "more kinds of fragments")
    }
    try require(fewestRows >= TaskChecks.minimumRows, "--min-rows \(fewestRows)", "at least \(TaskChecks.minimumRows)")
    try require(mostRows >= fewestRows, "--max-rows \(mostRows)", "at least --min-rows \(fewestRows)")
    try require(
      samples >= mostRows && samples <= 10_000_000, "--rows \(samples)",
      "at least --max-rows \(mostRows), at most 10,000,000")
    try require(
      samples * max(features, tasks) <= Self.mostCells, "\(samples) rows of \(features) features and \(tasks) tasks",
      "at most \(Self.mostCells) cells")
    try require(relatedness >= 0 && relatedness <= 1, "--relatedness \(relatedness)", "a share from 0 to 1")
    try require(noise >= 0 && noise <= 1e6, "--noise \(noise)", "a number from 0 to 1,000,000")
    try require(
      classificationShare >= 0 && classificationShare <= 1, "--classification-share \(classificationShare)",
      "a share from 0 to 1")
  }

  private func require(_ holds: Bool, _ found: String, _ expected: String) throws(UserError) {
    if !holds { throw UserError.syntheticSetting(found: found, expected: expected) }
  }
}
