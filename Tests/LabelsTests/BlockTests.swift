import Foundation
import KindredTestSupport
import Labels
import LinearAlgebra
import Panels
import Statistics
import Testing

@Suite struct BlockTests {
  @Test func sharesAreReadAsTheyWereWritten() throws {
    let shares = BlockShares(sums: [0, 1, 2, 3, 4, 0.5, 0.25, 0, 10, 0.001])
    #expect(shares.text.utf8.count == 30)
    #expect(BlockShares(text: shares.text) == shares)
    #expect(abs(shares.share(of: .all) - 1) < 1e-4)
    #expect(abs(shares.share(of: BlockSet([1, 8])) - 11 / 20.751) < 1e-5)
    #expect(BlockShares(sums: [Double](repeating: 0, count: 10)).share(of: .all) == 0)
    #expect(BlockShares(sums: [1] + [Double](repeating: 0, count: 9)).share(of: [BlockSet([0])]) > 0.99999)
    for wrong in ["", "AAA", String(repeating: "A", count: 29) + "é", String(repeating: "=", count: 30)] {
      #expect(BlockShares(text: wrong) == nil, "\(wrong)")
    }
    #expect(throws: (any Error).self) { try JSONDecoder().decode(BlockShares.self, from: Data("\"AB\"".utf8)) }
  }

  @Test func halvesOfTheBlocksHaveTheWholeLoss() throws {
    let weights = BlockWeights(evenly: 1, areShared: true)
    var table = LossTable(taskCount: 1, blockWeights: weights)
    let sums = (0..<10).map { Double($0) + 1 }
    table.record(
      Job(tasks: [0], replicate: 0),
      [TaskOutcome(loss: 5.5, nullLoss: 7, metrics: Metrics(auc: 1), rows: 100, blocks: BlockShares(sums: sums))])
    let low = try #require(table.restricted(to: BlockSet(0..<5)).outcome(of: 0, in: [0], replicate: 0))
    let high = try #require(table.restricted(to: BlockSet(5..<10)).outcome(of: 0, in: [0], replicate: 0))
    #expect(abs(low.loss - 3) < 1e-4 && abs(high.loss - 8) < 1e-4)
    #expect(low.rows == 50 && low.metrics == Metrics() && abs(low.nullLoss - 7) < 1e-9)
    #expect(table.restricted(to: .all).outcome(of: 0, in: [0], replicate: 0)?.metrics.auc == 1)
    // What was measured before there were blocks has nothing to say of some of them.
    table.record(Job(tasks: [0], replicate: 1), [TaskOutcome(loss: 1, nullLoss: 1, metrics: .init(), rows: 100)])
    #expect(!table.hasBlocks)
    #expect(table.restricted(to: BlockSet(0..<5)).outcome(of: 0, in: [0], replicate: 1) == nil)
    #expect(GainEstimator(fittedTo: table).gainsOverRows(from: table).isEmpty)
  }

  @Test func entitiesAreNeverSplitAndEveryTaskIsInEveryBlock() throws {
    for panel in [
      RandomPanels.wide(tasks: 5, rows: 400, features: 3, seed: 4),
      RandomPanels.stacked(tasks: 4, rows: 250, features: 3, seed: 4),
      RandomPanels.stacked(tasks: 4, rows: 250, features: 3, entities: 300, seed: 4),
    ] {
      let splits = ReplicateSplits(panel: panel, settings: LabelSettings())
      var blockOfEntity: [Int: UInt8] = [:]
      for task in panel.tasks {
        for isHeld in [false, true] {
          let rows = task.rows.filter { splits.isVerification[$0] == isHeld }
          if rows.count >= 40 { #expect(Set(rows.map { splits.blockOfRow[$0] }).count == 10, "\(task.name)") }
        }
        for row in task.rows where !splits.isVerification[row] {
          let known = blockOfEntity.updateValue(splits.blockOfRow[row], forKey: panel.entities[row])
          #expect(known == nil || known == splits.blockOfRow[row])
        }
      }
    }
  }

  /// Gains of a table whose luck is that of its rows have errors that replicates alone do not show.
  @Test func errorsOfGainsIncludeTheRows() throws {
    var squares: [Double] = []
    var overReplicates: [Double] = []
    for seed in 0..<150 {
      let runner = SyntheticRunner(seed: UInt64(seed), noise: 0.002, pairEffect: 0, rowNoise: 0.1)
      let table = runner.table(tasks: 4, replicates: 4, baseline: 4)
      let estimator = GainEstimator(fittedTo: table)
      for gain in estimator.gainsOverRows(from: table) { squares.append(pow(gain.gain / gain.gainSE!, 2)) }
      for gain in estimator.gains(from: table) { overReplicates.append(pow(gain.gain / gain.gainSE!, 2)) }
    }
    let deviation = mean(squares)!.squareRoot()
    #expect(deviation > 0.85 && deviation < 1.25, "\(deviation)")
    #expect(mean(overReplicates)! > 4 * mean(squares)!)
  }
}
