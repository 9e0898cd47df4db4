public import Diagnostics
public import Labels
internal import LinearAlgebra
internal import Statistics

/// Measures nothing: losses from a known model with target, partner, pair and replicate effects, made from the job alone.
public struct SyntheticRunner: JobRunner {
  /// Decides every loss, together with the job.
  public var seed: UInt64 = 1
  /// Standard deviation of a single loss, relative to the task's own.
  public var noise = 0.02
  /// How much of a replicate's luck alone is shared by its pairs.
  public var sharedLuck = 0.7
  /// Standard deviation of what is particular to an ordered pair, in relative gain.
  public var pairEffect = 0.05
  /// Standard deviation of what a target gains from any partner.
  public var targetEffect = 0.0
  /// Standard deviation of what a partner gives to any target.
  public var partnerEffect = 0.0
  /// Luck of the rows: of each block's loss, the same in all replicates; 0 for losses that are not kept by block.
  public var rowNoise = 0.0

  /// A model of gains; by default pairs differ and targets and partners do not.
  public init(
    seed: UInt64 = 1, noise: Double = 0.02, sharedLuck: Double = 0.7, pairEffect: Double = 0.05,
    targetEffect: Double = 0, partnerEffect: Double = 0, rowNoise: Double = 0
  ) {
    self.seed = seed
    self.noise = noise
    self.sharedLuck = sharedLuck
    self.pairEffect = pairEffect
    self.targetEffect = targetEffect
    self.partnerEffect = partnerEffect
    self.rowNoise = rowNoise
  }

  /// Tells models apart by seed, noise, shared luck and pair effect.
  public var identity: RunnerIdentity {
    RunnerIdentity(name: "synthetic", protocolHash: "synthetic \(seed) \(noise) \(sharedLuck) \(pairEffect)")
  }

  /// A worker that is done at once, so that it never looks at the interruption.
  public func makeWorker(interruption: Interruption) -> any JobWorker { Worker(model: self) }

  private struct Worker: JobWorker {
    let model: SyntheticRunner

    func run(_ job: Job) -> JobResult {
      .measured(job.tasks.map { model.outcome(of: $0, in: job) }, epochs: 1)
    }
  }

  /// The expected gain of a target from a partner.
  public func trueGain(_ target: Int, _ partner: Int) -> Double {
    var stream = RandomStream(seed: seed).split("pair", target, partner)
    var receives = RandomStream(seed: seed).split("target", target)
    var gives = RandomStream(seed: seed).split("partner", partner)
    return pairEffect * stream.normal() + targetEffect * receives.normal() + partnerEffect * gives.normal()
  }

  /// What the model says of one task in a job: around 0.5 + 0.01 task less the gain; the AUC is 1 - loss.
  public func outcome(of task: Int, in job: Job) -> TaskOutcome {
    let root = RandomStream(seed: seed)
    var luck = root.split("luck", task, job.replicate)
    var own = root.split("own", task, job.replicate, job.tasks.reduce(0) { $0 &* 1009 &+ $1 })
    let base = 0.5 + 0.01 * Double(task)
    let alone = base * (1 + noise * luck.normal())
    let partners = job.tasks.filter { $0 != task }
    guard !partners.isEmpty else { return made(alone, task, job) }
    let gain = partners.map { trueGain(task, $0) }.reduce(0, +) / Double(partners.count)
    let fresh = base * (1 + noise * own.normal())
    return made((sharedLuck * alone + (1 - sharedLuck) * fresh) - gain * base, task, job)
  }

  private func made(_ loss: Double, _ task: Int, _ job: Job) -> TaskOutcome {
    guard rowNoise > 0 else {
      return TaskOutcome(loss: loss, nullLoss: 0.7, metrics: Metrics(auc: 1 - loss), rows: 100)
    }
    var luck = RandomStream(seed: seed).split("rows", task, job.tasks.reduce(0) { $0 &* 1009 &+ $1 + 1 })
    let sums = (0..<BlockSet.blockCount).map { _ in loss * max(0.01, 1 + rowNoise * luck.normal()) }
    return TaskOutcome(
      loss: sums.reduce(0, +) / Double(sums.count), nullLoss: 0.7, metrics: Metrics(auc: 1 - loss), rows: 100,
      blocks: BlockShares(sums: sums))
  }

  /// Everything that a plan of all pairs measures.
  public func table(tasks: Int, replicates: Int, baseline: Int) -> LossTable {
    var table = LossTable(
      taskCount: tasks, blockWeights: rowNoise > 0 ? BlockWeights(evenly: tasks, areShared: false) : nil)
    let worker = makeWorker()
    func add(_ job: Job) { if case .measured(let result, _) = worker.run(job) { table.record(job, result) } }
    for replicate in 0..<baseline {
      for task in 0..<tasks { add(Job(tasks: [task], replicate: replicate)) }
    }
    for replicate in 0..<replicates {
      for a in 0..<tasks { for b in (a + 1)..<tasks { add(Job(tasks: [a, b], replicate: replicate)) } }
    }
    return table
  }
}
