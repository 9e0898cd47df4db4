/// How the similarities of a probe agree with everything that is known about the tasks (`probe/agreement.json`).
public struct ProbeSummary: Codable, Equatable, Sendable {
  /// The agreements of one view.
  public struct View: Codable, Equatable, Sendable {
    /// The rows that the gradients are of.
    public var view: ProbeView
    /// With the correlation of the labels, pairs with at least 20 shared rows.
    public var labels: PairAgreement
    /// With measured gains, where there are any.
    public var gains: GainAgreement?
    /// With measured metric benefits (AUC or R2).
    public var benefits: GainAgreement?
    /// Of average-linkage clusters with given annotations.
    public var annotations: [AnnotationAgreement]

    /// A view that was compared with labels only.
    public init(view: ProbeView, labels: PairAgreement) {
      self.view = view
      self.labels = labels
      annotations = []
    }
  }

  /// Tasks of the panel.
  public var tasks: Int
  /// Tasks that were probed.
  public var probedTasks: Int
  /// Joint trainings.
  public var replicates: Int
  /// Epochs of each.
  public var epochs: Int
  /// Neurons of each shared layer.
  public var trunk: [Int]
  /// `tied` where heads start from one common vector, otherwise `independent`.
  public var heads: String
  /// One a measured view.
  public var views: [View]
  /// Of lookahead affinities with measured gains, directed; nil unless both were measured.
  public var lookahead: GainAgreement?

  /// A summary of what was probed and compared; `lookahead` is set where it was measured.
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
