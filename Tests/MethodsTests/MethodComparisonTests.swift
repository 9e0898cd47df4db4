import Labels
import LinearAlgebra
import Methods
import Plans
import Statistics
import Testing

/// Differences to Kindred's plan, and what is said of them.
@Suite struct MethodComparisonTests {
  /// A result whose plan gains `gain` in the mean, with luck of its own in every replicate.
  private func result(_ name: MethodName, gain: Double, noise: Double, seed: UInt64) -> MethodResult {
    var table = LossTable(taskCount: 2)
    var stream = RandomStream(seed: seed)
    func outcome(_ loss: Double) -> TaskOutcome { TaskOutcome(loss: loss, nullLoss: 9, metrics: Metrics(), rows: 10) }
    for replicate in 0..<8 {
      for task in 0..<2 { table.record(Job(tasks: [task], replicate: replicate), [outcome(1)]) }
      let losses = (0..<2).map { _ in outcome(1 - gain - noise * stream.normal()) }
      table.record(Job(tasks: [0, 1], replicate: replicate), losses)
    }
    var result = MethodResult(name, fits: 10, seconds: nil)
    result.developed = PlanMeasurement(
      name: name.rawValue, origin: .solver, tasks: [0, 1], in: table, phase: .develop, replicates: Array(0..<8)
    ) { task, replicate in table.outcome(of: task, in: [0, 1], replicate: replicate).map { [(.all, $0)] } ?? [] }
    return result
  }

  @Test func differencesAreTestedBesideEachOther() throws {
    let results = [
      result(.kindred, gain: 0.1, noise: 0.01, seed: 1), result(.tag, gain: -0.1, noise: 0.01, seed: 2),
      result(.hoa, gain: 0.1, noise: 0.01, seed: 3), result(.random, gain: 0.3, noise: 0.01, seed: 4),
      MethodResult(.cosine, reason: "it has no gradients"),
    ]
    let comparison = MethodComparison(request: MethodRequest(), results: results)
    #expect(comparison.results[0].difference == nil && comparison.results[4].corrected == nil)
    let tag = comparison.results[1]
    #expect(abs(try #require(tag.difference) - 0.2) < 0.03 && tag.isWorse && !tag.isBetter)
    #expect(!comparison.results[2].isWorse && !comparison.results[2].isBetter && comparison.results[3].isBetter)
    for result in comparison.results[1...3] {
      #expect(try #require(result.corrected) >= #require(result.probability))
    }
    let verdict = comparison.verdict
    #expect(verdict.contains("Better than Kindred's plan on the rows that plans were chosen on: random."))
    #expect(verdict.contains("No worse than Kindred's plan on the rows that plans were chosen on: hoa."))
    #expect(verdict.contains("Worse than Kindred's plan on the rows that plans were chosen on: tag."))
    #expect(comparison.text.contains("cosine: does not run, as it has no gradients"))
  }

  @Test func kindredIsAlwaysCompared() {
    #expect(MethodRequest(methods: [.tag, .alone, .tag]).methods == [.kindred, .alone, .tag])
    let nothing = MethodComparison(request: MethodRequest(methods: []), results: [])
    #expect(nothing.verdict.contains("No method could be compared"))
  }
}
