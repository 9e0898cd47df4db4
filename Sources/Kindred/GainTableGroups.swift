internal import Diagnostics
public import Grouping
internal import LinearAlgebra
internal import Tables

/// Groups found from a table of gains alone, with nothing trained.
public struct TableGroups: Codable, Equatable, Sendable {
  /// The plan with its objective, bound and gap.
  public var result: GroupingResult
  /// The tasks of the table, in the order in which it names them.
  public var tasks: [String]
  /// Tasks in no group.
  public var alone: [String]
  /// Tasks in a group for the others' sake, better served by a network of their own.
  public var helpers: [String]
  /// Ordered pairs that the table does not list, and those that it lists without a gain; both count as no gain.
  public var missingPairs: Int
  /// Ordered pairs that the table lists without a gain.
  public var emptyPairs: Int
  /// The column that the gains are from.
  public var column: String

  init(result: GroupingResult, table: AffinityTable, column: String) {
    self.result = result
    tasks = table.tasks
    missingPairs = table.missing
    emptyPairs = table.empty
    self.column = column
    let outside = Set(result.plan.aloneTasks)
    alone = outside.sorted().map { table.tasks[$0] }
    helpers = table.tasks.indices.filter { result.plan.served[$0] == nil && !outside.contains($0) }
      .map { table.tasks[$0] }
  }

  /// One line a group, and one on what the table leaves open.
  public var text: String {
    var lines = result.plan.groups.enumerated().map { index, group in
      "group \(index + 1): " + nameList(group.map { tasks[$0] })
    }
    if !alone.isEmpty { lines.append("alone: " + nameList(alone)) }
    if !helpers.isEmpty {
      lines.append(
        "in a group for its partners, and better served by a network of its own: " + nameList(helpers))
    }
    lines.append(
      "mean gain a task \(NumberText.signedPercent(result.objective / Double(max(1, tasks.count)))); \(result.note)")
    if missingPairs + emptyPairs > 0 {
      let pairs = tasks.count * (tasks.count - 1)
      lines.append(
        "of \(pairs) ordered pairs \(missingPairs) are not listed and \(emptyPairs) have an empty \(column): "
          + "they count as no gain")
    }
    return lines.joined(separator: "\n")
  }
}

/// Groups the tasks of a table with the columns target, partner and gain, or predicted_gain where there is no gain, by the
/// first solver of the settings.
///
/// A pair may be missing or its gain empty: that counts as no gain, and is told.
/// Throws where the file cannot be read, a line says what cannot be, or the constraints contradict.
public func groups(ofGainsIn path: String, settings: StudySettings) throws -> TableGroups {
  try settings.validate()
  let table = try Table.read(path, asText: ["target", "partner"].contains)
  let targets = try table.texts("target")
  let partners = try table.texts("partner")
  let column = table.column("gain") == nil && table.column("predicted_gain") != nil ? "predicted_gain" : "gain"
  let gains = try table.optionalNumbers(column)
  let affinities = try AffinityTable(
    gains.indices.map {
      DirectedGain(target: targets[$0], partner: partners[$0], gain: gains[$0], line: table.line($0))
    }, file: path)
  let problem = try GroupingProblem(
    tasks: affinities.tasks, affinities: affinities.affinities, settings: settings.groups)
  let name =
    settings.plans.solvers.first.flatMap { SolverName(rawValue: $0) }
    ?? SolverName.defaults(forTasks: problem.count)[0]
  let result = try name.solver.solve(problem, stream: RandomStream(seed: settings.seed).split("group"))
  return TableGroups(result: result, table: affinities, column: column)
}

/// Names in one line, those with a comma or a quote in quotes, as the options for links take them.
func nameList(_ names: [String]) -> String {
  names.map { name in
    name.contains(",") || name.contains("\"") ? "\"\(name.replacing("\"", with: "\"\""))\"" : name
  }.joined(separator: ", ")
}
