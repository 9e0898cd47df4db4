internal import Foundation
public import Panels

/// How the test rows of every task, and the null model's loss on them, are spread over the blocks.
///
/// All replicates of a phase test the same rows, so it is said once for a panel and not in every outcome.
public struct BlockWeights: Equatable, Sendable {
  private struct Spread: Equatable {
    /// Shares of the task's weight, one a block; nil without rows.
    var weights: [Double]?
    /// Shares of the null model's summed loss, one a block.
    var nullLosses: [Double]?
  }

  /// Whether tasks share entities, so that a block is the same rows for all of them.
  public let areShared: Bool
  private let develop: [Spread]
  private let verify: [Spread]

  /// - Parameters:
  ///   - blockOfRow: the block of each row of the panel.
  ///   - isVerification: by row: whether only verification sees it.
  ///   - isTested: by row: whether development tests it; nil for all that are not set aside.
  public init(panel: Panel, blockOfRow: [UInt8], isVerification: [Bool], isTested: [Bool]? = nil) {
    areShared = panel.overlapIsKnown
    func spreads(_ isWanted: (Int) -> Bool) -> [Spread] {
      panel.tasks.map { task in Self.spread(of: task, blockOfRow: blockOfRow, isWanted: isWanted) }
    }
    develop = spreads { isTested?[$0] ?? !isVerification[$0] }
    verify = spreads { isVerification[$0] }
  }

  /// Rows that are spread evenly over all blocks, in both phases: what synthetic measurements have.
  package init(evenly taskCount: Int, areShared: Bool) {
    self.areShared = areShared
    let even = [Double](repeating: 1 / Double(BlockSet.blockCount), count: BlockSet.blockCount)
    develop = [Spread](repeating: Spread(weights: even, nullLosses: even), count: taskCount)
    verify = develop
  }

  /// The share of a task's test weight in some blocks; nil without test rows.
  func weight(of task: Int, in blocks: BlockSet, phase: Job.Phase) -> Double? {
    spread(of: task, phase).weights.map { Self.sum($0, blocks) }
  }

  /// The share of a task's null loss in some blocks; nil without any.
  func nullLoss(of task: Int, in blocks: BlockSet, phase: Job.Phase) -> Double? {
    spread(of: task, phase).nullLosses.map { Self.sum($0, blocks) }
  }

  private func spread(of task: Int, _ phase: Job.Phase) -> Spread { phase == .develop ? develop[task] : verify[task] }

  private static func sum(_ shares: [Double], _ blocks: BlockSet) -> Double {
    shares.indices.reduce(0) { blocks.holds($1) ? $0 + shares[$1] : $0 }
  }

  private static func spread(of task: LearningTask, blockOfRow: [UInt8], isWanted: (Int) -> Bool) -> Spread {
    let positions = task.rows.indices.filter { isWanted(task.rows[$0]) }
    func shares(_ value: (Int) -> Double) -> [Double]? {
      var sums = [Double](repeating: 0, count: BlockSet.blockCount)
      for position in positions { sums[Int(blockOfRow[task.rows[position]])] += value(position) }
      let total = sums.reduce(0, +)
      return total > 0 ? sums.map { $0 / total } : nil
    }
    let weight = { (position: Int) in Double(task.weights?[position] ?? 1) }
    let total = positions.reduce(0) { $0 + weight($1) }
    guard total > 0 else { return Spread() }
    let mean = positions.reduce(0) { $0 + weight($1) * task.targets[$1] } / total
    let prevalence = min(max(mean, 1e-6), 1 - 1e-6)
    return Spread(
      weights: shares(weight),
      nullLosses: shares { position in
        let target = task.targets[position]
        let side = Double(task.sides?[position] ?? 0)
        // The null model keeps this bound.
        if side != 0, side * (mean - target) >= 0 { return 0 }
        return task.kind == .regression
          ? weight(position) * (target - mean) * (target - mean)
          : -weight(position) * (target * log(prevalence) + (1 - target) * log(1 - prevalence))
      })
  }
}
