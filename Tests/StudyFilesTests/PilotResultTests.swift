import KindredTestSupport
import Labels
import LinearAlgebra
import Networks
import StudyFiles
import Testing

/// How gains of two trainers are compared, and what follows.
@Suite struct PilotResultTests {
  /// Losses of all pairs of some tasks in replicates of their own.
  private func table(_ runner: SyntheticRunner, tasks: Int = 8, from first: Int = 0) -> LossTable {
    var table = LossTable(taskCount: tasks)
    func add(_ members: [Int], _ replicate: Int) {
      let job = Job(tasks: members, replicate: first + replicate)
      table.record(job, members.map { runner.outcome(of: $0, in: job) })
    }
    for replicate in 0..<6 {
      for a in 0..<tasks {
        add([a], replicate)
        for b in (a + 1)..<tasks { add([a, b], replicate) }
      }
    }
    return table
  }

  private func result(_ trainer: LossTable, _ tasks: LossTable, _ cells: LossTable) -> PilotResult {
    PilotResult(
      trainer: trainer, proxies: [(.tasks, tasks), (.cells, cells)], alone: TrainingOptions(),
      together: TrainingOptions(), stream: RandomStream(seed: 1))
  }

  /// The same truth in other replicates agrees as well as noise allows, another truth does not.
  @Test func whoAgreesIsNamed() throws {
    let truth = SyntheticRunner(seed: 1, pairEffect: 0.04)
    let found = result(table(truth), table(SyntheticRunner(seed: 2)), table(truth, from: 1000))
    #expect(found.pairs == 28 && found.gains == 56)
    let best = try #require(found.best)
    #expect(best.objective == .cells && best.corrected ?? 0 > 0.85 && best.sameSign ?? 0 > 0.7)
    #expect(best.correlation ?? 1 <= 1 && best.ceiling ?? 0 > 0.6)
    #expect(found.advice == .goOn && found.text.contains("Go on with the built-in networks (--objective cells)"))
  }

  @Test func whoDoesNotAgreeIsLeftOut() {
    let trainer = table(SyntheticRunner(seed: 1))
    let found = result(trainer, table(SyntheticRunner(seed: 2)), table(SyntheticRunner(seed: 3)))
    #expect(found.advice == .stop && found.text.contains("Do not go on"))
  }

  /// Gains that do not vary have no correlation, and nothing is built on it.
  @Test func undefinedIsSaid() {
    let flat = SyntheticRunner(seed: 1, noise: 0, pairEffect: 0)
    let found = result(table(SyntheticRunner(seed: 1)), table(flat), table(flat))
    #expect(found.best == nil && found.advice == .undecided)
    #expect(found.text.contains("does not vary") && found.text.contains("Nothing can be said"))
  }

  /// A few noisy pairs decide nothing.
  @Test func fewPairsDecideNothing() {
    let truth = SyntheticRunner(seed: 1, noise: 0.1, pairEffect: 0.04)
    let found = result(table(truth, tasks: 3), table(truth, tasks: 3, from: 50), table(truth, tasks: 3, from: 90))
    #expect(found.advice == .undecided, "\(found.text)")
  }
}
