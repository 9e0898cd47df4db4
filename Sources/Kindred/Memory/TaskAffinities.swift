public import Diagnostics
public import Grouping
internal import LinearAlgebra
public import Panels
public import Prediction
internal import StudyFiles

/// What every task of a panel is expected to gain from every other.
public struct TaskAffinities: Sendable {
  /// The panel's tasks, in the order of the rows and columns of `table`.
  public let tasks: [LearningTask]
  /// Predictions, measurements, and the estimates that groups are built on.
  public let table: Affinities
  /// The seed of the solvers.
  public let seed: UInt64

  /// The best estimate of what `target` gains from `partner`, as a share of its loss alone; nil for a name that is no
  /// task's, and for a task with itself.
  public func gain(of target: String, from partner: String) -> Double? {
    guard let a = tasks.firstIndex(where: { $0.name == target }),
      let b = tasks.firstIndex(where: { $0.name == partner }), a != b
    else { return nil }
    return table.matrix[a, b]
  }

  /// Groups by what is expected of them; nothing is trained to check it.
  ///
  /// - Throws: `UserError` where a constraint is out of range, names an unknown task, or contradicts another.
  public func groups(
    _ settings: GroupingSettings = GroupingSettings(), solver: SolverName = .beam
  ) throws -> TaskGroups {
    let problem = try GroupingProblem(
      tasks: tasks.map(\.name), affinities: table.matrix, kinds: tasks.map(\.kind.rawValue), settings: settings)
    let result = try solver.solver.solve(problem, stream: RandomStream(seed: seed).split("group"))
    return TaskGroups(result: result, taskNames: problem.tasks)
  }

  /// Writes `affinities.csv`.
  public func write(to path: String) throws(UserError) {
    try AffinitiesFile.write(table, tasks: tasks, similarities: [], to: path)
  }
}
