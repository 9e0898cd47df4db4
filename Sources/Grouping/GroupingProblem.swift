internal import Diagnostics
public import LinearAlgebra

/// Tasks, what each gains from each, and what a plan of groups may look like.
///
/// The value of a group for a member is the mean of the member's affinities to the others, corrected by `correction`.
/// The value of a plan is the sum over tasks of the best value that a group containing the task gives; alone is 0.
/// Tasks that must be linked are always served by a group, even at a loss.
public struct GroupingProblem: Sendable {
  /// Unique names.
  public let tasks: [String]
  /// (tasks, tasks): element (target, partner) is what `target` gains from `partner`; the diagonal is ignored.
  public let affinities: Matrix<Double>
  /// The kind of each task; kinds mix only if the settings say so.
  public let kinds: [String]
  /// What each task adds to the cost of every network it is in.
  public let costs: [Double]
  /// The constraints, which name tasks as `tasks` does.
  public let settings: GroupingSettings
  /// How the value of a group departs from the mean of its pairs.
  public let correction: GroupCorrection

  /// Tasks that always travel together: must-linked sets, and single tasks. Ascending.
  let blocks: [[Int]]
  /// (blocks x blocks), row-major: whether two blocks may not meet in a group.
  let conflicts: [Bool]
  /// For each task whether it is must-linked and so cannot be alone.
  let isLinked: [Bool]
  /// `affinities` transposed: row j holds what others gain from j.
  let given: Matrix<Double>

  /// States a problem; O(n^2) time and memory.
  ///
  /// - Parameters:
  ///   - tasks: their names, which differ.
  ///   - affinities: finite off the diagonal, (tasks, tasks); anything else traps.
  ///   - kinds: one a task; empty if all are of one kind.
  ///   - costs: one a task, finite and not negative; empty for 0 everywhere.
  ///   - settings: the constraints.
  ///   - correction: how a group departs from the mean of its pairs.
  /// - Throws: `UserError` where a setting is out of range, a link names an unknown task, or constraints contradict.
  public init(
    tasks: [String], affinities: Matrix<Double>, kinds: [String] = [], costs: [Double] = [],
    settings: GroupingSettings = GroupingSettings(), correction: GroupCorrection = .none
  ) throws {
    let count = tasks.count
    precondition(affinities.rows == count && affinities.columns == count, "affinities are tasks x tasks")
    precondition(kinds.isEmpty || kinds.count == count, "one kind a task")
    precondition(costs.isEmpty || costs.count == count, "one cost a task")
    precondition(costs.allSatisfy { $0 >= 0 && $0.isFinite }, "costs are finite and not negative")
    guard count > 0 else { throw UserError.noTasksToGroup() }
    var cleaned = affinities
    for task in 0..<count { cleaned[task, task] = 0 }
    precondition(cleaned.elements.allSatisfy(\.isFinite), "affinities are finite")

    self.tasks = tasks
    self.affinities = cleaned
    self.kinds = kinds.isEmpty ? [String](repeating: "", count: count) : kinds
    self.costs = costs.isEmpty ? [Double](repeating: 0, count: count) : costs
    self.settings = settings
    self.correction = correction
    given = cleaned.transposed
    try settings.checkBounds()
    let links = try TaskLinks(settings: settings, tasks: tasks, kinds: self.kinds)
    blocks = links.blocks
    conflicts = links.conflicts
    isLinked = links.isLinked
  }

  /// The number of tasks.
  public var count: Int { tasks.count }

  /// The most tasks a group may have.
  var maximumSize: Int { min(settings.maximumSize ?? count, count) }
}
