public import Statistics

/// Which jobs a study's labels consist of (`labels/plan.json`).
///
/// Written once and then kept, so that a run that is taken up again, and every shard, works on the same list.
public struct LabelPlan: Codable, Equatable, Sendable {
  /// `Panel.hash` of the panel that the plan was made for.
  public var panelHash: String
  /// Hash of the settings that decide a job's result: `LabelSettings.protocolHash`.
  public var protocolHash: String
  /// Tasks of the panel; members of `sets` are in 0..<taskCount.
  public var taskCount: Int
  /// Replicates of every task alone, numbered from 0.
  public var baselineReplicates: Int
  /// Replicates of every set, numbered from 0 and shared with the baselines.
  public var replicates: Int
  /// Replicates of every task's linear model, the yardstick of the networks; nil for none, as in older files.
  public var linearReplicates: Int?
  /// Seconds that a call may take with its plans and their verification, where the budget is a time; nil for no limit.
  public var callSeconds: Double?
  /// The sets of tasks to measure together, in the order in which they are measured; pairs, unless asked otherwise.
  public var sets: [TaskSet]

  /// A plan of what is named; see the properties.
  public init(
    panelHash: String, protocolHash: String, taskCount: Int, baselineReplicates: Int, replicates: Int,
    linearReplicates: Int? = nil, callSeconds: Double? = nil, sets: [TaskSet]
  ) {
    self.panelHash = panelHash
    self.protocolHash = protocolHash
    self.taskCount = taskCount
    self.baselineReplicates = baselineReplicates
    self.replicates = replicates
    self.linearReplicates = linearReplicates
    self.callSeconds = callSeconds
    self.sets = sets
  }

  /// Whether it is a plan of `taskCount` tasks: what a file says may be anything.
  package func isConsistent(taskCount: Int) -> Bool {
    let range = 0...LabelSettings.mostReplicates
    return self.taskCount == taskCount && range.contains(baselineReplicates) && range.contains(replicates)
      && sets.allSatisfy { $0.count > 1 && $0.allSatisfy { (0..<taskCount).contains($0) } }
  }

  /// `sets` were pairs once, and files still call them so.
  private enum CodingKeys: String, CodingKey {
    case panelHash, protocolHash, taskCount, baselineReplicates, replicates, linearReplicates, callSeconds
    case sets = "pairs"
  }

  /// The pairs among the sets.
  public var pairs: [TaskPair] { sets.compactMap(\.pair) }

  /// Pairs that the panel has, measured or not.
  package var pairCount: Int { taskCount * (taskCount - 1) / 2 }

  /// Every task alone, one job a replicate.
  public var baselineJobs: [Job] {
    (0..<baselineReplicates).flatMap { replicate in
      (0..<taskCount).map { Job(tasks: [$0], replicate: replicate) }
    }
  }

  /// Every task's linear model, one job a replicate.
  public var linearJobs: [Job] {
    (0..<(linearReplicates ?? 0)).flatMap { replicate in
      (0..<taskCount).map { Job(tasks: [$0], replicate: replicate, learner: .linear) }
    }
  }

  /// Every chosen set, replicate by replicate, so that a run cut short has measured all of them about equally often.
  public var setJobs: [Job] {
    (0..<replicates).flatMap { replicate in sets.map { Job(tasks: $0, replicate: replicate) } }
  }

  /// All jobs in the order in which they are measured: tasks alone first.
  public var jobs: [Job] { baselineJobs + linearJobs + setJobs }
}
