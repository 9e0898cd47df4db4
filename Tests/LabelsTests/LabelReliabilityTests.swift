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
  }

  private func reliability(of table: LossTable) -> LabelReliability {
    LabelReliability(of: table, estimator: GainEstimator(fittedTo: table), stream: RandomStream(seed: 5))
  }
}
