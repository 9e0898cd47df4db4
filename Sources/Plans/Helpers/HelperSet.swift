package import Labels
internal import Statistics

/// Tasks that are trained with a primary task for its sake; none where it is trained alone.
public struct HelperSet: Codable, Equatable, Sendable {
  /// `linear alone`, `alone`, `all together`, `its kind`, `label correlation`, a user's own plan, or `helpers 2, 5`.
  public var name: String
  /// Where it comes from.
  public var origin: PlanOrigin
  /// The task that matters, by its index in the panel.
  public var primary: Int
  /// The others of its network, ascending.
  public var helpers: [Int]

  /// A set with a name for people; helpers in any order.
  public init(name: String, origin: PlanOrigin, primary: Int, helpers: [Int]) {
    self.name = name
    self.origin = origin
    self.primary = primary
    self.helpers = helpers.sorted()
  }

  /// The tasks of the network, ascending.
  public var network: [Int] { (helpers + [primary]).sorted() }

  package var learner: Job.Learner { origin == .linearAlone ? .linear : .network }

  /// Whether it is there without any search among measured gains.
  public var isSimple: Bool { origin.isSimple }

  /// What it takes beside the primary task itself: nothing for a linear model, less than that for no network at all.
  var cost: Int { learner == .linear ? -1 : helpers.count }

  /// Whether another set trains the same network.
  func trainsTheSame(as other: HelperSet) -> Bool { learner == other.learner && network == other.network }

  /// Its network in every replicate.
  package func jobs(replicates: Int, phase: Job.Phase) -> [Job] {
    (0..<replicates).map { Job(tasks: network, replicate: $0, phase: phase, learner: learner) }
  }

  /// What its network reached for the primary task; nil where that was not measured.
  func outcome(replicate: Int, in table: LossTable, phase: Job.Phase) -> TaskOutcome? {
    table.outcome(of: primary, in: network, replicate: replicate, phase: phase, learner: learner)
  }

  /// Whether the primary task has an outcome in every replicate.
  func isMeasured(in table: LossTable, replicates: Int, phase: Job.Phase) -> Bool {
    (0..<replicates).allSatisfy { outcome(replicate: $0, in: table, phase: phase) != nil }
  }
}

extension PlanMeasurement {
  /// Scores a set of helpers by its primary task, on the rows of some blocks.
  init(
    _ set: HelperSet, in table: LossTable, phase: Job.Phase, replicates: Int, blocks: BlockSet = .all
  ) {
    self.init(
      name: set.name, origin: set.origin, tasks: [set.primary], in: table, phase: phase,
      replicates: Array(0..<replicates), blocks: blocks
    ) { _, replicate in set.outcome(replicate: replicate, in: table, phase: phase).map { [(.all, $0)] } ?? [] }
  }
}
