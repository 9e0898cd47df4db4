package import Diagnostics
internal import Grouping
package import Labels
internal import Statistics

/// What a plan measured, task by task and as one number.
public struct PlanMeasurement: Codable, Equatable, Sendable {
  /// The plan's name.
  public var name: String
  /// Where the plan comes from.
  public var origin: PlanOrigin
  /// Mean over tasks of the relative gain over alone: positive is better than training every task alone.
  public var gain: Double
  /// Its standard error over rows and replicates; nil where neither is known. 0 for all alone.
  public var gainError: Double?
  /// Mean over tasks of the loss.
  public var loss: Double
  /// The standard error of `loss`, of the same kind as `gainError`.
  public var lossError: Double?
  /// By replicate, ascending: what `gain` is the mean of, for paired comparisons.
  package var gainByReplicate: [Double]
  /// By task that is judged: the mean over replicates.
  package var gainByTask: [Double]
  /// The same without each block of rows; nil where losses are not kept by block.
  package var withoutBlocks: LeftOut?

  /// What is left of a plan's gain without each block.
  package struct LeftOut: Codable, Equatable, Sendable {
    /// Whether a block is the same rows for all tasks; otherwise tasks are independent of each other.
    package var blocksAreShared: Bool
    /// (blocks, replicates).
    package var gainByReplicate: [[Double]]
    /// (blocks, tasks): means over replicates.
    package var gainByTask: [[Double]]
  }

  /// What a task's network reached on some blocks of rows. A plan is judged by one outcome a task; a procedure that was
  /// searched on other blocks, by one a part of the blocks.
  package typealias ServedPart = (blocks: BlockSet, outcome: TaskOutcome)

  /// Scores a plan on measurements in which each replicate was run for all its networks and for every task alone.
  ///
  /// A replicate's gain of a task is (alone - served) / alone, with `alone` of the same replicate in the numerator
  /// (common random numbers) and its mean over replicates in the denominator, so that one lucky baseline cannot inflate a
  /// ratio.
  ///
  /// - Parameters:
  ///   - tasks: the tasks that it is judged by.
  ///   - blocks: the rows that it is judged on.
  ///   - served: for a task and replicate, what served it; empty where nothing was measured.
  package init(
    name: String, origin: PlanOrigin, tasks: [Int], in table: LossTable, phase: Job.Phase, replicates: [Int],
    blocks: BlockSet = .all, served: (Int, Int) -> [ServedPart]
  ) {
    self.name = name
    self.origin = origin
    let sheet = PlanLossSheet(tasks: tasks, table: table, phase: phase, replicates: replicates, served: served)
    let whole = sheet.gains(on: blocks)
    gainByReplicate = whole.byReplicate
    gainByTask = whole.byTask
    gain = mean(whole.byReplicate) ?? 0
    loss = mean(whole.losses) ?? 0
    guard sheet.hasBlocks else {
      gainError = standardError(whole.byReplicate)
      lossError = standardError(whole.losses)
      return
    }
    let left = BlockSet.allButOne.map { $0.intersection(blocks) }.filter { $0 != blocks }.map { sheet.gains(on: $0) }
    let withoutBlocks = LeftOut(
      blocksAreShared: table.blockWeights?.areShared ?? true, gainByReplicate: left.map(\.byReplicate),
      gainByTask: left.map(\.byTask))
    self.withoutBlocks = withoutBlocks
    gainError = withoutBlocks.variance(replicates: Self.replicateVariance(whole.byReplicate)).total.squareRoot()
    lossError = TwoWayVariance(
      leavingOut: left.map { mean($0.losses) ?? 0 }, parts: left.map(\.losses),
      replicates: Self.replicateVariance(whole.losses)
    ).total.squareRoot()
  }

  /// `gain` and `loss` with their standard errors.
  package var gainEstimate: Estimate { Estimate(gain, standardError: gainError) }
  package var lossEstimate: Estimate { Estimate(loss, standardError: lossError) }

  /// Scores a candidate whose networks are the same in all replicates.
  package init(_ candidate: CandidatePlan, in table: LossTable, phase: Job.Phase, replicates: [Int]) {
    self.init(
      name: candidate.name, origin: candidate.origin, tasks: Array(candidate.plan.served.indices), in: table,
      phase: phase,
      replicates: replicates
    ) { task, replicate in
      candidate.outcome(of: task, replicate: replicate, in: table, phase: phase).map { [(.all, $0)] } ?? []
    }
  }

  private static func replicateVariance(_ values: [Double]) -> Double? {
    standardError(values).map { $0 * $0 }
  }

  /// How much better this plan is than another, and the standard error of that; nil where no error is known.
  ///
  /// Over rows and replicates where losses are kept by block. Otherwise the larger of two: over replicates, of the mean over
  /// tasks, and over tasks, of the mean over replicates. All replicates are of the same rows, so the first alone would take a
  /// lead that hangs on a few tasks' rows for a sure one.
  public func advantage(over other: PlanMeasurement) -> (mean: Double, standardError: Double)? {
    let differences = zip(gainByReplicate, other.gainByReplicate).map { $0 - $1 }
    guard let center = mean(differences) else { return nil }
    let overReplicates = Self.replicateVariance(differences)
    if let own = withoutBlocks, let others = other.withoutBlocks {
      return (center, own.minus(others).variance(replicates: overReplicates).total.squareRoot())
    }
    guard let overReplicates else { return nil }
    let overTasks = standardError(zip(gainByTask, other.gainByTask).map { $0 - $1 }) ?? 0
    return (center, max(overReplicates.squareRoot(), overTasks))
  }
}

extension PlanMeasurement.LeftOut {
  /// The variance of the mean gain.
  fileprivate func variance(replicates: Double?) -> TwoWayVariance {
    let pooled = TwoWayVariance(
      leavingOut: gainByReplicate.map { mean($0) ?? 0 }, parts: gainByReplicate, replicates: replicates)
    guard !blocksAreShared, let count = gainByTask.first?.count, count > 1 else { return pooled }
    let byTask = (0..<count).map { task in TwoWayVariance.jackknife(gainByTask.map { $0[task] }) }
    return TwoWayVariance(
      rows: byTask.reduce(0, +) / Double(count * count), replicates: replicates, common: pooled.common)
  }

  fileprivate func minus(_ other: Self) -> Self {
    func difference(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
      zip(a, b).map { zip($0, $1).map { $0 - $1 } }
    }
    return Self(
      blocksAreShared: blocksAreShared, gainByReplicate: difference(gainByReplicate, other.gainByReplicate),
      gainByTask: difference(gainByTask, other.gainByTask))
  }
}
