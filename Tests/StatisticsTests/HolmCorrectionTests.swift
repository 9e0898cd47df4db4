import Statistics
import Testing

@Suite struct HolmCorrectionTests {
  /// By hand: .01 x 4, .02 x 3, .03 x 2 and .04, none below what stands before it.
  @Test func smallestIsMultipliedByAll() {
    let corrected = holmCorrected([0.04, 0.01, 0.03, 0.02])
    #expect(zip(corrected, [0.06, 0.04, 0.06, 0.06]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(holmCorrected([0.9, 0.8]) == [1, 1] && holmCorrected([]).isEmpty)
  }
}
