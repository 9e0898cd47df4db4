import KindredTestSupport
import Labels
import LinearAlgebra
import Testing

@Suite struct LabelReliabilityTests {
  @Test func isHighWhereGainsDifferAndNearZeroWhereTheyDoNot() throws {
    var model = SyntheticRunner()
    model.pairEffect = 0.1
    let clear = reliability(of: model.table(tasks: 12, replicates: 4, baseline: 10))
    #expect(try #require(clear.reliability) > 0.9)
    #expect(try #require(clear.replicatesNeeded) <= 2)
    model.pairEffect = 0
    let empty = reliability(of: model.table(tasks: 12, replicates: 4, baseline: 10))
    #expect(try #require(empty.reliabilityWithin) < 0.3)
  }

  @Test func theSharedBaselineDoesNotPassForSignal() throws {
    // Without any effect, all gains of a target share its baseline's luck; halves with one baseline would agree on it.
    var model = SyntheticRunner(seed: 3)
    model.pairEffect = 0
    model.sharedLuck = 0
    let reliability = reliability(of: model.table(tasks: 30, replicates: 4, baseline: 4))
    #expect(abs(try #require(reliability.splitHalf)) < 0.2)
  }

  @Test func saysNothingFromOneReplicate() {
    let reliability = reliability(of: SyntheticRunner().table(tasks: 5, replicates: 1, baseline: 1))
    #expect(reliability.reliability == nil && reliability.replicatesNeeded == nil)
    #expect(reliability.unknown == .oneReplicate && reliability.unknownWithin == .oneReplicate)
  }

  /// Two gains correlate perfectly whatever they are.
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func saysNothingFromTwoGains(seed: UInt64) {
    let table = SyntheticRunner(seed: seed).table(tasks: 2, replicates: 4, baseline: 6)
    let reliability = reliability(of: table)
    #expect(reliability.gains == 2 && reliability.reliability == nil && reliability.reliabilityWithin == nil)
    #expect(reliability.unknown == .fewGains && reliability.ceiling == nil && reliability.replicatesNeeded == nil)
    #expect(GainComponents(of: table) == nil, "one partner a target says nothing of what partners differ in")
  }

  @Test func threePairsAreEnough() {
    let reliability = reliability(of: SyntheticRunner().table(tasks: 3, replicates: 4, baseline: 6))
    #expect(reliability.reliability != nil && reliability.unknown == nil)
  }

  /// Pairs without a task in common: six gains, each the only one of its target.
  @Test func aSingleGainOfEachTargetRanksNothing() {
    let all = SyntheticRunner().table(tasks: 6, replicates: 4, baseline: 6)
    var table = LossTable(taskCount: 6)
    for set in (0..<6).map({ [$0] }) + [[0, 1], [2, 3], [4, 5]] {
      for replicate in all.replicates(of: set) {
        let outcomes = set.compactMap { all.outcome(of: $0, in: set, replicate: replicate) }
        table.record(Job(tasks: set, replicate: replicate), outcomes)
      }
    }
    let reliability = reliability(of: table)
    #expect(reliability.reliability != nil && reliability.reliabilityWithin == nil)
    #expect(reliability.unknownWithin == .fewOfTarget)
  }

  private func reliability(of table: LossTable) -> LabelReliability {
    LabelReliability(of: table, estimator: GainEstimator(fittedTo: table), stream: RandomStream(seed: 5))
  }
}
