/// How the similarities of a probe agree with everything that is known about the tasks (`probe/agreement.json`).
public struct ProbeSummary: Codable, Equatable, Sendable {
  /// The agreements of one view.
  public struct View: Codable, Equatable, Sendable {
    public var view: ProbeView
    /// With the correlation of the labels, pairs with at least 20 shared rows.
    public var labels: PairAgreement
    /// With measured gains, where there are any.
    public var gains: GainAgreement?
    /// With measured metric benefits (AUC or R2).
    public var benefits: GainAgreement?
    /// Of average-linkage clusters with given annotations.
    public var annotations: [AnnotationAgreement]

    public init(view: ProbeView, labels: PairAgreement) {
      self.view = view
      self.labels = labels
      annotations = []
    }
  }

  public var tasks: Int
  public var probedTasks: Int
  public var replicates: Int
  public var epochs: Int
  public var trunk: [Int]
  public var heads: String
  public var views: [View]
  /// Of lookahead affinities with measured gains, directed; nil unless both were measured.
  public var lookahead: GainAgreement?

  public init(tasks: Int, probedTasks: Int, settings: ProbeSettings, trunk: [Int], views: [View]) {
    self.tasks = tasks
    self.probedTasks = probedTasks
    replicates = settings.replicates
    epochs = settings.epochs
    self.trunk = trunk
    heads = settings.independentHeads ? "independent" : "tied"
    self.views = views
  }
}
