/// Where a plan comes from, which is what a verdict needs to know of it.
public enum PlanOrigin: String, Codable, Sendable {
  /// Every task by itself, by ridge or logistic regression.
  case linearAlone
  /// Every task by itself.
  case allAlone
  /// All tasks in one network.
  case allTogether
  /// A network a kind of task.
  case byKind
  /// A user's own groups.
  case own
  /// Tasks whose labels correlate by .4 or more.
  case labelCorrelation
  /// Clusters of tasks whose labels go together, in either direction, more than those of most.
  case labelClusters
  /// Proposed by a solver from the mean effects of targets and partners alone.
  case partnerEffects
  /// Groups of given sizes, filled at random.
  case random
  /// Proposed by a solver from affinities.
  case solver

  /// Whether the plan needs no prediction: the plans that a recommendation has to beat.
  public var isSimple: Bool { self != .solver && self != .partnerEffects }
}
