import Diagnostics
import KindredTestSupport
import Labels
import Networks
import Panels
import Statistics
import Testing
import Trainers

/// A second runner, of a user's making: the mean of the training rows, task by task.
private struct MeanRunner: JobRunner {
  let panel: Panel
  let splits: ReplicateSplits
  let settings: LabelSettings
  /// Makes a mistake that the battery must see.
  var remembers = false

  var identity: RunnerIdentity { RunnerIdentity(name: "means", labels: settings, settings: []) }

  func jobsAtOnce(threads: Int) -> Int { 1 }

  func makeWorker(interruption: Interruption) -> any JobWorker { Worker(runner: self, interruption: interruption) }

  final class Worker: JobWorker {
    let runner: MeanRunner
    let interruption: Interruption
    var ran = 0

    init(runner: MeanRunner, interruption: Interruption) {
      self.runner = runner
      self.interruption = interruption
    }

    func run(_ job: Job) -> JobResult {
      if interruption.isRaised { return .interrupted }
      ran += 1
      let folds = runner.splits.foldOfRow(replicate: job.replicate)
      return .measured(
        job.tasks.map { task in
          let task = runner.panel.tasks[task]
          let isTest = task.rows.map { folds[$0] == (job.phase == .develop ? 0 : -1) }
          let train = zip(task.targets, isTest).filter { !$0.1 }.map { Double($0.0) }
          let mean = train.reduce(0, +) / Double(max(train.count, 1))
          let test = zip(task.targets, isTest).filter(\.1).map { Double($0.0) }
          let squares = test.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(max(test.count, 1))
          return TaskOutcome(
            loss: squares + (runner.remembers ? Double(ran) : 0), nullLoss: squares, metrics: .init(), rows: test.count)
        }, epochs: 0)
    }
  }
}

@Suite struct RunnerBatteryTests {
  private let panel = RandomPanels.wide(tasks: 3, rows: 80, features: 4, seed: 2)
  private let settings = LabelSettings(folds: 3, replicates: 1, baselineReplicates: 1, seed: 2)
  private var splits: ReplicateSplits { ReplicateSplits(panel: panel, settings: settings) }

  @Test func theBuiltInNetworksPass() {
    let networks = NetworkJobRunner(
      panel: panel, training: TrainingSettings(maxEpochs: 3), settings: settings, splits: splits)
    #expect(RunnerBattery(networks, taskCount: 3).flaws() == [])
  }

  @Test func aRunnerFromOutsidePassesAndOneThatRemembersIsSeen() {
    let means = MeanRunner(panel: panel, splits: splits, settings: settings)
    #expect(RunnerBattery(means, taskCount: 3).flaws() == [])
    var forgetful = means
    forgetful.remembers = true
    #expect(!RunnerBattery(forgetful, taskCount: 3).flaws().isEmpty)
  }
}
