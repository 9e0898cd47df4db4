import Foundation
import KindredTestSupport
import Labels
import LinearAlgebra
import Networks
import Panels
import Statistics
import Synchronization
import Testing
import Trainers

/// Losses and gains against those of an independent trainer with the same protocol (`../shared/truth`), on all rows.
///
/// Minutes of training: behind `make test-all`.
@Suite(
  .enabled(if: ProcessInfo.processInfo.environment["KINDRED_LONG_TESTS"] != nil, "a long test: make test-all"),
  .enabled(if: SharedData.has("truth/landmine_losses.csv.gz")), .serialized)
struct ReferenceAgreementTests {
  static let landmine = Case(
    name: "landmine", panel: "data/landmine.csv",
    options: PanelOptions(targetColumns: ["label"], taskColumn: "task"), training: TrainingSettings())
  static let sider = Case(
    name: "sider", panel: "data/sider_ecfp1024.csv.gz",
    options: PanelOptions(targetColumns: ["[A-Z]*"], idColumn: "id"),
    training: TrainingSettings(maxEpochs: 150, patience: 15))

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let panel: String
    let options: PanelOptions
    let training: TrainingSettings

    var testDescription: String { name }
  }

  @Test(arguments: [landmine, sider])
  func lossesAloneAgreeWithinTheirStandardErrors(_ panel: Case) throws {
    let (ours, tasks) = try measure(panel, replicates: 10) { count in (0..<count).map { [$0] } }
    let theirs = try truthLosses(panel.name, tasks: tasks)
    var squares = 0.0
    for task in 0..<ours.taskCount {
      let losses = [ours, theirs].map { table in
        table.replicates(of: [task]).compactMap { table.outcome(of: task, in: [task], replicate: $0)?.loss }
      }
      let difference = try #require(mean(losses[0])) - #require(mean(losses[1]))
      let errors = try losses.map { try #require(standardError($0)) }
      squares += difference * difference / (errors[0] * errors[0] + errors[1] * errors[1])
    }
    let rms = (squares / Double(ours.taskCount)).squareRoot()
    print("\(panel.name): mean losses alone differ by \(rms) of their standard error (root mean square over tasks)")
    // Errors known from 3 replicates make the ratio larger than a normal one.
    #expect(rms < 1.6)
  }

  @Test func gainsOfAllLandminePairsAgreeLikeTwoHalvesOfTheTruth() throws {
    let (measured, tasks) = try measure(Self.landmine, replicates: 10) { count in
      (0..<count).map { [$0] } + (0..<count).flatMap { a in (a + 1..<count).map { [a, $0] } }
    }
    let truth = try truthLosses("landmine", tasks: tasks)
    let plain = GainEstimator(controlCoefficient: 0)
    let all = plain.gains(from: truth).map(\.gain)
    let halves = [1, 0].map { half in plain.gains(from: truth) { $0 % 2 == half }.map(\.gain) }
    let between = try #require(pearsonCorrelation(halves[0], halves[1]))
    let gains = GainEstimator(fittedTo: measured).gains(from: measured).map(\.gain)
    let r = try #require(pearsonCorrelation(gains, all))
    print("landmine: \(gains.count) gains correlate \(r) with the truth, two halves of the truth \(between)")
    #expect(r >= between)
  }

  private func measure(_ panel: Case, replicates: Int, sets: (Int) -> [[Int]]) throws -> (LossTable, [String]) {
    let data = try PanelReader.read(files: [SharedData.path(panel.panel)], options: panel.options).panel
    let settings = LabelSettings(replicates: replicates, verifyFraction: 0)
    let jobs = sets(data.tasks.count).flatMap { tasks in (0..<replicates).map { Job(tasks: tasks, replicate: $0) } }
    let runner = NetworkJobRunner(
      panel: data, training: panel.training, settings: settings,
      splits: ReplicateSplits(panel: data, settings: settings))
    let table = Mutex(LossTable(taskCount: data.tasks.count))
    parallelFor(2, threads: 2) { thread in
      let worker = runner.makeWorker()
      for index in stride(from: thread, to: jobs.count, by: 2) {
        guard case .measured(let outcomes, _) = worker.run(jobs[index]) else { continue }
        table.withLock { $0.record(jobs[index], outcomes) }
      }
    }
    return (table.withLock { $0 }, data.tasks.map(\.name))
  }
}
