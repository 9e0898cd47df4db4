/// What a plan of groups may look like; tasks are named as in the panel.
///
/// Out-of-range numbers and contradictions are found when a `GroupingProblem` is made of them. A group is two tasks or
/// more that are trained together; a task in no group is alone, which is always allowed unless it is linked.
public struct GroupingSettings: Codable, Equatable, Sendable {
  /// The most groups of two or more tasks; nil for any number. 0 leaves every task alone.
  public var maximumGroups: Int?
  /// The fewest tasks of a group, at least 2.
  public var minimumSize: Int
  /// The most tasks of a group; nil for any number.
  public var maximumSize: Int?
  /// The most that all networks of a plan may cost together, those of tasks alone included; nil for any cost.
  public var costBudget: Double?
  /// What every network costs besides its tasks, in the unit of the tasks' costs.
  public var networkCost: Double
  /// Sets of tasks that must be in one group.
  public var mustLink: [[String]]
  /// Sets of tasks no two of which may be in one group.
  public var cannotLink: [[String]]
  /// Whether a group may hold tasks of different kinds.
  public var mixesKinds: Bool
  /// Whether a task may be in several groups, served by the best of them; false for a partition.
  public var overlapping: Bool

  /// Constraints; without any named, disjoint groups of two or more tasks of one kind, as many and as large as pays.
  public init(
    maximumGroups: Int? = nil, minimumSize: Int = 2, maximumSize: Int? = nil, costBudget: Double? = nil,
    networkCost: Double = 1, mustLink: [[String]] = [], cannotLink: [[String]] = [], mixesKinds: Bool = false,
    overlapping: Bool = false
  ) {
    self.maximumGroups = maximumGroups
    self.minimumSize = minimumSize
    self.maximumSize = maximumSize
    self.costBudget = costBudget
    self.networkCost = networkCost
    self.mustLink = mustLink
    self.cannotLink = cannotLink
    self.mixesKinds = mixesKinds
    self.overlapping = overlapping
  }
}
