import LinearAlgebra
import Statistics
import Testing

struct CorrelationTests {
  @Test func agreesWithSciPy() {
    #expect(close(pearsonCorrelation(Samples.x, Samples.y), 0.7559725220223915))
    #expect(close(spearmanCorrelation(Samples.x, Samples.y), 0.7963569872987317))
    #expect(close(pearsonCorrelation(Samples.x, Samples.y, weights: Samples.weights), 0.8073580424438466))
    #expect(averageRanks(Samples.x) == [4, 7.5, 7.5, 2, 9, 4, 6, 1, 4, 10])
  }

  @Test func isUndefinedWithoutVariance() {
    #expect(pearsonCorrelation([], []) == nil)
    #expect(pearsonCorrelation([1], [2]) == nil)
    #expect(pearsonCorrelation([1, 2, 3], [0.1, 0.1, 0.1]) == nil)
    #expect(spearmanCorrelation([7, 7], [1, 2]) == nil)
  }

  @Test func perfectCorrelationIsOneAndNotMore() {
    let x = (0..<50).map { 1e6 + Double($0) * 1e-3 }
    #expect(close(pearsonCorrelation(x, x.map { -3 * $0 }), -1))
    #expect(pearsonCorrelation(x, x).map { $0 <= 1 } == true)
  }

  @Test func withinGroupsIgnoresShiftsOfGroups() {
    let group = [0, 0, 0, 1, 1, 1, 2]
    let x = [1.0, 2, 3, 1, 2, 3, 9]
    let y = [100.0, 101, 102, -5, -4, -3, 0]
    #expect(close(withinGroupCorrelation(x, y, group: group), 1))
    #expect(withinGroupCorrelation([1, 2], [3, 4], group: [0, 1]) == nil)
  }

  @Test func fisherIntervalAgreesWithSciPy() throws {
    let interval = try #require(fisherInterval(correlation: 0.7559725220223915, count: 10))
    #expect(close(interval.lowerBound, 0.24110962477188333, 1e-9))
    #expect(close(interval.upperBound, 0.9387651941989225, 1e-9))
    #expect(fisherInterval(correlation: 0.5, count: 3) == nil)
  }

  @Test func normalQuantileInvertsTheProbability() {
    let expected = [
      (1e-10, -6.361340902404056), (0.01, -2.3263478740408408), (0.3, -0.5244005127080409), (0.9, 1.2815515655446004),
      (0.975, 1.959963984540054),
    ]
    for (probability, value) in expected { #expect(close(normalQuantile(probability), value, 1e-12)) }
    #expect(close(normalProbability(1.1), 0.8643339390536173))
    #expect(close(normalProbability(-3.2), 0.0006871379379158471))
    #expect(normalQuantile(0) == -.infinity)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func bootstrapOfTheMeanMatchesTheStandardError(seed: UInt64) throws {
    var stream = RandomStream(seed: seed)
    let values = (0..<200).map { _ in stream.normal() }
    let interval = try #require(
      bootstrapInterval(count: values.count, random: stream.split("test")) { chosen in mean(chosen.map { values[$0] }) }
    )
    let se = try #require(standardError(values))
    let width = interval.upperBound - interval.lowerBound
    #expect(abs(width / (2 * 1.96 * se) - 1) < 0.12, "seed \(seed)")
  }
}
