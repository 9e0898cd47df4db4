internal import Diagnostics
internal import Grouping

/// The best choice among measured groups, from a table of them.
public struct MeasuredGroupChoice: Codable, Equatable, Sendable {
  /// A network of the choice.
  public struct Network: Codable, Equatable, Sendable {
    /// The tasks that are trained together, or one alone.
    public var members: [String]
    /// The members that no other chosen network serves better.
    public var serves: [String]
    /// What the network costs, in the unit of the table.
    public var cost: Double
  }

  /// The chosen networks.
  public var networks: [Network]
  /// Groups of the table that the constraints allow.
  public var candidates: Int
  /// Whether the table holds losses, where less is better, and not gains.
  public var areLosses: Bool
  /// The mean over tasks of what serves them: a gain, or a loss.
  public var mean: Double
  /// No choice within the limits has a better mean; `mean` where the choice is the best.
  public var bound: Double
  /// What all networks cost together.
  public var cost: Double

  /// One line a network.
  public var text: String {
    var lines = networks.enumerated().map { index, network in
      "network \(index + 1): \(nameList(network.members))"
        + (network.serves == network.members ? "" : " (serves \(nameList(network.serves)))")
    }
    func figure(_ value: Double) -> String {
      areLosses ? NumberText.significant(value, digits: 5) : NumberText.signedPercent(value, decimals: 3)
    }
    let proof = mean == bound ? "the best of" : "at most \(figure(bound)) is possible with"
    lines.append(
      "mean \(areLosses ? "loss" : "gain") a task \(figure(mean)) at cost \(NumberText.significant(cost)); "
        + "\(proof) \(candidates) groups")
    return lines.joined(separator: "\n")
  }
}

/// Chooses among the groups of a table (`MeasuredGroupTable`) those that serve all tasks best, exactly.
///
/// Throws where the file says what cannot be, the constraints contradict, or no choice serves every task.
public func groups(
  measuredIn path: String, valueColumns: [String], areLosses: Bool, settings: StudySettings
) throws -> MeasuredGroupChoice {
  try settings.validate()
  let table = try MeasuredGroupTable(path, valueColumns: valueColumns, areLosses: areLosses)
  let problem = try CandidateProblem(tasks: table.tasks, groups: table.groups, settings: settings.groups)
  guard let choice = try problem.solve() else {
    let held = Set(problem.candidates.flatMap(\.members))
    throw UserError.noChoiceOfGroups(
      path, unserved: table.tasks.indices.filter { !held.contains($0) }.map { table.tasks[$0] })
  }
  let networks = choice.candidates.map { index in
    let group = problem.candidates[index]
    return MeasuredGroupChoice.Network(
      members: group.members.map { table.tasks[$0] },
      serves: group.members.filter { choice.servedBy[$0] == index }.map { table.tasks[$0] }, cost: group.cost)
  }
  let scale = (table.areLosses ? -1 : 1) / Double(table.tasks.count)
  return MeasuredGroupChoice(
    networks: networks, candidates: problem.candidates.count, areLosses: table.areLosses, mean: choice.value * scale,
    bound: choice.bound * scale, cost: networks.reduce(0) { $0 + $1.cost })
}
