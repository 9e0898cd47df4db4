public import ArgumentParser
public import Kindred

/// What groups may look like.
struct ChoiceArguments: ParsableArguments {
  @Option(help: "The most groups of two or more tasks.")
  var maxGroups: Int?

  @Option(help: "The fewest tasks of a group (default: 2).")
  var minGroupSize: Int?

  @Option(help: "The most tasks of a group.")
  var maxGroupSize: Int?

  @Option(help: "The most that all networks may cost, one network costing 1.")
  var costBudget: Double?

  @Option(
    help: "Tasks that must be in one group, such as A,B or '\"a,b\",c'; may be given more than once.",
    transform: NameList.names)
  var mustLink: [[String]] = []

  @Option(
    help: "Tasks that may not meet in a group, such as A,B or '\"a,b\",c'; may be given more than once.",
    transform: NameList.names)
  var cannotLink: [[String]] = []

  @Flag(help: "Let a group hold regressions and classifications.")
  var mixKinds = false

  @Flag(help: "Let a task be in several groups; it is served by the best.")
  var overlapping = false

  @Option(
    parsing: .upToNextOption,
    help:
      """
      Who proposes groups: \(SolverName.allCases.map(\.rawValue).joined(separator: ", ")) (default: exact for up to \
      \(ExactSolver.taskLimit) tasks, otherwise beam spectral).
      """)
  var solver: [SolverName] = []

  @Option(help: "Replicates of each candidate plan and of the verification (default: 10).")
  var planReplicates: Int?

  @Flag(inversion: .prefixedNo, help: "Let linear models of every task be a rival of the networks (default: yes).")
  var linear: Bool?

  @Option(
    help: ArgumentHelp(
      """
      A plan of your own to stand beside the others: a table with the columns group and task, such as a groups.csv; may be \
      given more than once.
      """, valueName: "name=file"))
  var plan: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "Choose helpers for these tasks (globs) instead of groups of all tasks; only what concerns them is measured.")
  var primary: [String] = []

  @Flag(help: "Choose groups of all tasks again, in a study that remembers primary tasks.")
  var noPrimary = false

  func validate() throws {
    guard !primary.isEmpty else { return }
    guard !noPrimary else { throw ValidationError("--primary and --no-primary exclude each other.") }
    if !solver.isEmpty {
      throw ValidationError("--solver proposes groups of all tasks; leave it out beside --primary.")
    }
  }

  /// Writes what was typed over the settings.
  func apply(to settings: inout StudySettings) throws {
    if let maxGroups { settings.groups.maximumGroups = maxGroups }
    if let minGroupSize { settings.groups.minimumSize = minGroupSize }
    if let maxGroupSize { settings.groups.maximumSize = maxGroupSize }
    if let costBudget { settings.groups.costBudget = costBudget }
    if !mustLink.isEmpty { settings.groups.mustLink = mustLink }
    if !cannotLink.isEmpty { settings.groups.cannotLink = cannotLink }
    if mixKinds { settings.groups.mixesKinds = true }
    if overlapping { settings.groups.overlapping = true }
    if !solver.isEmpty { settings.plans.solvers = solver.map(\.rawValue) }
    if let planReplicates { settings.plans.replicates = planReplicates }
    if let linear { settings.plans.linear = linear }
    if !primary.isEmpty { settings.primary = primary }
    if noPrimary { settings.primary = [] }
    for text in plan {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw ValidationError("--plan takes NAME=FILE, such as mine=groups.csv.") }
      try settings.plans.add(own: parts[0], file: parts[1])
    }
  }
}

extension SolverName: ExpressibleByArgument {}
