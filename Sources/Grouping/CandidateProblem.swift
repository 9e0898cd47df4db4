internal import Diagnostics

/// A group whose worth to its members was measured.
public struct MeasuredGroup: Equatable, Sendable {
  /// Ascending task indices.
  public let members: [Int]
  /// What each member gains, in the members' order; or minus its loss.
  public let values: [Double]
  /// What training the group costs, at least 0, in the unit of the budget.
  public let cost: Double

  /// The costs that are accepted where groups are read.
  public static let costBounds = 0...1e12

  /// Traps unless members ascend, there is a value for each, and all numbers are finite.
  public init(members: [Int], values: [Double], cost: Double = 1) {
    precondition(members.count == values.count && !members.isEmpty, "a value for each member")
    precondition(zip(members, members.dropFirst()).allSatisfy { $0 < $1 }, "members ascend")
    precondition(values.allSatisfy(\.isFinite) && cost.isFinite && cost >= 0, "values and costs are finite")
    self.members = members
    self.values = values
    self.cost = cost
  }
}

/// The choice among given groups that serves all tasks best: each task by the best chosen group that holds it.
public struct CandidateProblem: Sendable {
  /// The most tasks that `solve` takes where tasks may be alone.
  public static let taskLimit = 14

  /// How many tasks there are; members of candidates are in 0..<taskCount.
  public let taskCount: Int
  /// The groups to choose from, in the order that `Choice` numbers them.
  public let candidates: [MeasuredGroup]
  /// The most groups chosen.
  public var maximumCount: Int?
  /// The most that the chosen groups cost together.
  public var budget: Double?
  /// Whether chosen groups may not share tasks.
  public var isDisjoint: Bool
  /// What a task is worth and costs outside all chosen groups; nil if it must be served. Empty: all must.
  public var alone: [AloneTask?]

  /// A task served by a network of its own, which is not counted as a group.
  public struct AloneTask: Equatable, Sendable {
    /// What the task is worth alone, on the scale of the candidates' values.
    public var value: Double
    /// What its own network costs, in the unit of the budget.
    public var cost: Double

    /// A task alone; worth and cost nothing unless given.
    public init(value: Double = 0, cost: Double = 0) {
      self.value = value
      self.cost = cost
    }
  }

  /// States a choice; traps where a member is no task, or `alone` is neither empty nor one entry a task.
  public init(
    taskCount: Int, candidates: [MeasuredGroup], maximumCount: Int? = nil, budget: Double? = nil,
    isDisjoint: Bool = false, alone: [AloneTask?] = []
  ) {
    precondition(candidates.allSatisfy { $0.members.allSatisfy((0..<taskCount).contains) }, "members are tasks")
    precondition(alone.isEmpty || alone.count == taskCount, "one entry a task")
    self.taskCount = taskCount
    self.candidates = candidates
    self.maximumCount = maximumCount
    self.budget = budget
    self.isDisjoint = isDisjoint
    self.alone = alone.isEmpty ? [AloneTask?](repeating: nil, count: taskCount) : alone
  }

  /// The best choice.
  public struct Choice: Equatable, Sendable {
    /// Indices of the chosen candidates, ascending.
    public let candidates: [Int]
    /// The candidate that serves each task, nil for alone.
    public let servedBy: [Int?]
    /// The sum of the tasks' values.
    public let value: Double
    /// No choice within the limits is worth more; `value` where it is the best.
    public let bound: Double
  }

  /// The best choice, nil if there is none within the limits.
  ///
  /// Where every task must be served by a group: branch and bound (`CandidateSearch`), exact for tables of some 30 tasks
  /// and thousands of groups; after 20,000 branches it settles for the best so far and says by `bound` what it can lack.
  /// Where tasks may be alone: dynamic programming over sets of served tasks, O(3^n) for n tasks, times the choices of count
  /// and cost that no other beats. In disjoint choices a task that its group harms may go alone if `alone` lets it.
  /// - Throws: `UserError` for more than `taskLimit` tasks where tasks may be alone.
  public func solve() throws -> Choice? {
    if alone.allSatisfy({ $0 == nil }) {
      var search = CandidateSearch(self)
      return search.solve()
    }
    guard taskCount <= Self.taskLimit else {
      throw UserError.tooManyTasks(taskCount, solver: SolverName.exact.rawValue, limit: Self.taskLimit)
    }
    return ServingProgramme(self).solve()
  }
}
