internal import LinearAlgebra
public import Statistics

/// What a job measured for one of its tasks, over all its test rows.
public struct TaskOutcome: Codable, Equatable, Sendable {
  /// Mean held-out loss: squared error of the standardised target, or cross-entropy in nats.
  public var loss: Double
  /// The loss of the null model, which predicts the training rows' mean, on the same rows.
  public var nullLoss: Double
  /// What the outputs on the test rows score; undefined ones are nil.
  public var metrics: Metrics
  /// Test rows.
  public var rows: Int
  /// How the loss is spread over the blocks of test rows; nil where whoever measured did not tell.
  public var blocks: BlockShares?

  /// An outcome of its parts; nothing is checked.
  public init(loss: Double, nullLoss: Double, metrics: Metrics, rows: Int, blocks: BlockShares? = nil) {
    self.loss = loss
    self.nullLoss = nullLoss
    self.metrics = metrics
    self.rows = rows
    self.blocks = blocks
  }
}

/// Every measurement of a study, raw: gains, skills and reliabilities are all derived from it.
public struct LossTable: Sendable {
  /// Tasks of the panel; jobs name them in 0..<taskCount.
  public let taskCount: Int
  /// `outcomes[job][k]` belongs to `job.tasks[k]`; nil where the job gave that task none.
  public private(set) var outcomes: [Job: [TaskOutcome?]] = [:]
  private var replicatesBySet: [SetKey: [Int]] = [:]
  /// How test rows are spread over blocks; nil where losses are not kept by block.
  public let blockWeights: BlockWeights?

  private struct SetKey: Hashable {
    var phase: Job.Phase
    var learner: Job.Learner
    var tasks: TaskSet
  }

  /// A table without measurements.
  public init(taskCount: Int, blockWeights: BlockWeights? = nil) {
    self.taskCount = taskCount
    self.blockWeights = blockWeights
  }

  /// Adds a job's outcomes, one a task; a second recording of the same job replaces the first.
  public mutating func record(_ job: Job, _ result: [TaskOutcome?]) {
    precondition(result.count == job.tasks.count, "one outcome a task")
    guard outcomes.updateValue(result, forKey: job) == nil else { return }
    let key = SetKey(phase: job.phase, learner: job.learner, tasks: job.tasks)
    var known = replicatesBySet[key] ?? []
    known.insert(job.replicate, at: known.firstIndex { $0 > job.replicate } ?? known.endIndex)
    replicatesBySet[key] = known
  }

  /// The outcome of a task in a job, or nil if it was not measured.
  public func outcome(
    of task: Int, in tasks: some Sequence<Int>, replicate: Int, phase: Job.Phase = .develop,
    learner: Job.Learner = .network
  ) -> TaskOutcome? {
    let job = Job(tasks: tasks, replicate: replicate, phase: phase, learner: learner)
    guard let position = job.tasks.firstIndex(of: task) else { return nil }
    return outcomes[job]?[position] ?? nil
  }

  /// Whether a job gave every one of its tasks an outcome.
  package func isComplete(_ job: Job) -> Bool { outcomes[job]?.allSatisfy { $0 != nil } ?? false }

  /// The replicates in which a set of tasks was measured, ascending.
  public func replicates(
    of tasks: some Sequence<Int>, phase: Job.Phase = .develop, learner: Job.Learner = .network
  ) -> [Int] {
    replicatesBySet[SetKey(phase: phase, learner: learner, tasks: TaskSet(tasks))] ?? []
  }

  /// The measured sets of exactly `size` tasks, ascending.
  public func sets(ofSize size: Int, phase: Job.Phase = .develop) -> [TaskSet] {
    replicatesBySet.keys.filter { $0.phase == phase && $0.learner == .network && $0.tasks.count == size }
      .map(\.tasks).sorted()
  }

  /// A hash of the losses and metrics of some jobs, in their order; jobs without an outcome count as such. O(jobs).
  package func fingerprint(of jobs: [Job]) -> String {
    var fingerprint = Fingerprint()
    for job in jobs {
      fingerprint.add(job.phase.rawValue)
      for task in job.tasks { fingerprint.add(UInt64(task)) }
      fingerprint.add(UInt64(job.replicate))
      if job.learner != .network { fingerprint.add(job.learner.rawValue) }
      for outcome in outcomes[job] ?? [] {
        guard let outcome else {
          fingerprint.add("none")
          continue
        }
        fingerprint.add(outcome.loss.bitPattern)
        fingerprint.add(outcome.nullLoss.bitPattern)
        fingerprint.add((outcome.metrics.primary ?? -1).bitPattern)
        if let blocks = outcome.blocks { fingerprint.add(blocks.text) }
      }
    }
    return fingerprint.hexadecimal
  }

  /// The measured pairs, ascending.
  public func pairs(phase: Job.Phase = .develop) -> [TaskPair] { sets(ofSize: 2, phase: phase).compactMap(\.pair) }

  /// Only the outcomes of the given jobs: what a plan measured, whatever else a study holds.
  public func restricted(to jobs: [Job]) -> LossTable {
    var table = LossTable(taskCount: taskCount, blockWeights: blockWeights)
    for job in jobs {
      if let result = outcomes[job] { table.record(job, result) }
    }
    return table
  }
}
