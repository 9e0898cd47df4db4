import Statistics
import Testing

struct StudentDistributionTests {
  /// Tables of t, two-sided 90 % and 95 %.
  @Test(arguments: [
    (0.95, 1, 6.3138), (0.95, 2, 2.9200), (0.95, 3, 2.3534), (0.95, 8, 1.8595), (0.975, 5, 2.5706), (0.975, 30, 2.0423),
    (0.95, 1000, 1.6449),
  ])
  func quantiles(probability: Double, freedom: Int, expected: Double) {
    #expect(abs(studentQuantile(probability, freedom: freedom) - expected) < 1e-4)
    #expect(abs(studentQuantile(1 - probability, freedom: freedom) + expected) < 1e-4)
  }

  @Test func quantilesAndProbabilitiesAgree() {
    for freedom in [1, 2, 5, 14, 39] {
      for probability in [0.55, 0.8, 0.95, 0.999] {
        let x = studentQuantile(probability, freedom: freedom)
        #expect(abs(studentCentralProbability(x, freedom: freedom) - (2 * probability - 1)) < 1e-9)
      }
    }
  }

  /// Wilson's interval of 9 of 10, and of all of 10: the latter has a width.
  @Test func intervalsOfShares() {
    let some = shareInterval(0.9, of: 10)
    #expect(abs(some[0] - 0.6521) < 1e-3 && abs(some[1] - 0.9776) < 1e-3)
    let all = shareInterval(1, of: 10)
    #expect(abs(all[0] - 0.7871) < 1e-3 && all[1] == 1)
  }
}
