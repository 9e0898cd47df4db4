internal import Diagnostics
public import Grouping
internal import LinearAlgebra
internal import Reports
internal import Tables

/// Groups found from a table of gains alone, with nothing trained.
public struct TableGroups: Codable, Equatable, Sendable {
  public var result: GroupingResult
  public var tasks: [String]
  /// Ordered pairs that the table does not give, which count as no gain.
  public var missingPairs: Int

  /// One line a group.
  public var text: String {
    var lines = result.plan.groups.enumerated().map { index, group in
      "group \(index + 1): " + group.map { tasks[$0] }.joined(separator: ", ")
    }
    let alone = result.plan.served.indices.filter { result.plan.served[$0] == nil }
    if !alone.isEmpty { lines.append("alone: " + alone.map { tasks[$0] }.joined(separator: ", ")) }
    lines.append(
      "mean gain a task \(NumberText.signedPercent(result.objective / Double(max(1, tasks.count)))); \(result.note)")
    return lines.joined(separator: "\n")
  }
}

/// Groups the tasks of a table with the columns target, partner and gain by the first solver of the settings.
///
/// Throws where the file cannot be read, a gain is missing, or the constraints contradict.
public func groups(ofGainsIn path: String, settings: StudySettings) throws -> TableGroups {
  try settings.validate()
  let table = try Table.read(path)
  let targets = try table.texts("target")
  let partners = try table.texts("partner")
  let gains = try table.numbers("gain")
  let affinities = try AffinityTable(
    gains.indices.map { DirectedGain(target: targets[$0], partner: partners[$0], gain: gains[$0]) })
  let problem = try GroupingProblem(
    tasks: affinities.tasks, affinities: affinities.affinities, settings: settings.groups)
  let name =
    settings.plans.solvers.first.flatMap { SolverName(rawValue: $0) }
    ?? SolverName.defaults(forTasks: problem.count)[0]
  let result = try name.solver.solve(problem, stream: RandomStream(seed: settings.seed).split("group"))
  return TableGroups(result: result, tasks: affinities.tasks, missingPairs: affinities.missing)
}
