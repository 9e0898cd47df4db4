/// The ways of choosing groups that are compared, by the names that the command line and `compare.csv` use.
public enum MethodName: String, Codable, CaseIterable, Sendable {
  /// Kindred's own plan of networks.
  case kindred
  /// Every task by itself.
  case alone
  /// All tasks in one network.
  case together
  /// Groups of the sizes of Kindred's, filled at random.
  case random
  /// Tasks whose labels correlate by .4 to .95.
  case labelCorrelation = "label-correlation"
  /// Mean gain, effect of the target and effect of the partner, without any relation.
  case partnerEffects = "partner-effects"
  /// Clusters of tasks by their relations to all others.
  case kMeans = "k-means"
  /// Cosines of the gradients of the shared trunk.
  case cosine
  /// Lookahead affinities (Fifty et al. 2021).
  case tag
  /// Gains of all pairs (Standley et al. 2020).
  case hoa
  /// Products of relations, one penalty, single replicates (Ayman et al.).
  case featurePaper = "feature-paper"
  /// Least squares on random subsets of tasks (Li et al. 2023).
  case linearSurrogate = "linear-surrogate"
  /// Kernel ridge on the same subsets.
  case kernelSurrogate = "kernel-surrogate"

  /// What runs under the name.
  package var method: any GroupingMethod {
    switch self {
    case .kindred: KindredPlan()
    case .alone: AllAlone()
    case .together: AllTogether()
    case .random: RandomGroups()
    case .labelCorrelation: LabelCorrelationRule()
    case .partnerEffects: MeanPartnerEffect()
    case .kMeans: RelationClusters()
    case .cosine: GradientCosine()
    case .tag: TaskAffinityGrouping()
    case .hoa: HigherOrderApproximation()
    case .featurePaper: FeaturePaperProtocol()
    case .linearSurrogate: LinearSurrogate()
    case .kernelSurrogate: KernelSurrogate()
    }
  }
}
