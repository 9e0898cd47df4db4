/// Which jobs a study's labels consist of (`labels/plan.json`).
///
/// Written once and then kept, so that a run that is taken up again, and every shard, works on the same list.
public struct LabelPlan: Codable, Equatable, Sendable {
  public var panelHash: String
  /// Hash of the settings that decide a job's result: `LabelSettings.protocolHash`.
  public var protocolHash: String
  public var taskCount: Int
  public var baselineReplicates: Int
  public var replicates: Int
  /// The pairs to measure, [a, b] with a < b, in the order in which they are measured.
  public var pairs: [[Int]]

  public init(
    panelHash: String, protocolHash: String, taskCount: Int, baselineReplicates: Int, replicates: Int, pairs: [[Int]]
  ) {
    self.panelHash = panelHash
    self.protocolHash = protocolHash
    self.taskCount = taskCount
    self.baselineReplicates = baselineReplicates
    self.replicates = replicates
    self.pairs = pairs
  }

  /// Every task alone, one job a replicate.
  public var baselineJobs: [Job] {
    (0..<baselineReplicates).flatMap { replicate in
      (0..<taskCount).map { Job(tasks: [$0], replicate: replicate) }
    }
  }

  /// Every chosen pair, replicate by replicate, so that a run cut short has measured all pairs about equally often.
  public var pairJobs: [Job] {
    (0..<replicates).flatMap { replicate in pairs.map { Job(tasks: $0, replicate: replicate) } }
  }

  public var jobs: [Job] { baselineJobs + pairJobs }
}
