import LinearAlgebra
import Statistics
import Testing

@Suite struct TwoWayVarianceTests {
  /// A mean over rows and replicates with noise of rows, of replicates and of both has the variance that is told.
  @Test(arguments: [(0.5, 0.0, 0.2), (0.0, 0.4, 1.0), (0.3, 0.3, 0.5)])
  func isTheVarianceOverRepetitions(rows: Double, replicates: Double, cells: Double) {
    let (blocks, runs) = (10, 8)
    var stream = RandomStream(seed: 3)
    var estimates: [Double] = []
    var told: [Double] = []
    for _ in 0..<4000 {
      let byBlock = (0..<blocks).map { _ in rows * stream.normal() }
      let byRun = (0..<runs).map { _ in replicates * stream.normal() }
      let values = byBlock.map { block in byRun.map { block + $0 + cells * stream.normal() } }
      let total = values.flatMap(\.self).reduce(0, +)
      let byReplicate = (0..<runs).map { run in values.reduce(0) { $0 + $1[run] } / Double(blocks) }
      let parts = (0..<blocks).map { left in
        (0..<runs).map { run in (byReplicate[run] * Double(blocks) - values[left][run]) / Double(blocks - 1) }
      }
      estimates.append(total / Double(blocks * runs))
      let variance = TwoWayVariance(
        leavingOut: parts.map { mean($0)! }, parts: parts, replicates: standardError(byReplicate).map { $0 * $0 })
      told.append(variance.rows + variance.replicates! - variance.common)
    }
    let ratio = mean(told)! / variance(estimates)!
    #expect(abs(ratio - 1) < 0.08, "\(ratio)")
  }

  @Test func neverFallsBelowEitherWay() {
    #expect(TwoWayVariance(rows: 2, replicates: 1, common: 3).total == 2)
    #expect(TwoWayVariance(rows: 1, replicates: nil, common: 0.4).total == 1)
    #expect(TwoWayVariance(rows: 1, replicates: nil, common: 0.4).rowsAlone == 0.6)
    #expect(TwoWayVariance.jackknife([]) == 0 && TwoWayVariance.jackknife([1]) == 0)
    #expect(TwoWayVariance.common([[1], [2]]) == 0)
  }
}
