import Diagnostics
import KindredTestSupport
import Labels
import Networks
import Panels
import Testing
import Trainers

/// Tasks alone and tasks together may be trained in different ways.
@Suite struct JobTrainingTests {
  private static func runner(
    alone: TrainingSettings, together: TrainingSettings? = nil, weights: [Double]? = nil, isWide: Bool = true
  ) -> NetworkJobRunner {
    let panel =
      isWide
      ? RandomPanels.wide(tasks: 3, rows: 60, features: 4, seed: 1)
      : RandomPanels.stacked(tasks: 3, rows: 40, features: 4, seed: 1)
    let settings = LabelSettings(folds: 3, seed: 3)
    return NetworkJobRunner(
      panel: panel, training: alone, together: together, taskWeights: weights, settings: settings,
      splits: ReplicateSplits(panel: panel, settings: settings))
  }

  private static func outcome(_ runner: NetworkJobRunner, _ tasks: [Int]) -> JobResult {
    runner.makeWorker(interruption: Interruption()).run(Job(tasks: tasks, replicate: 0))
  }

  private static let plain = TrainingSettings(
    encoder: EncoderSettings(widths: [6]), learningRate: 0.01, batchSize: 16, maxEpochs: 6)

  @Test func eachJobIsTrainedAsItsNumberOfTasksSays() {
    var other = Self.plain
    other.dropout = 0.2
    other.encoder.widths = [9]
    let both = Self.runner(alone: Self.plain, together: other)
    #expect(Self.outcome(both, [0]) == Self.outcome(Self.runner(alone: Self.plain), [0]))
    #expect(Self.outcome(both, [0, 2]) == Self.outcome(Self.runner(alone: other), [0, 2]))
    #expect(Self.outcome(both, [0, 2]) != Self.outcome(Self.runner(alone: Self.plain), [0, 2]))
  }

  @Test(arguments: [true, false], Objective.allCases) func weightsChangeJointLossesOnly(
    isWide: Bool, objective: Objective
  ) {
    var training = Self.plain
    training.objective = objective
    let even = Self.runner(alone: training, isWide: isWide)
    let weighed = Self.runner(alone: training, weights: [1, 1, 5], isWide: isWide)
    #expect(Self.outcome(weighed, [2]) == Self.outcome(even, [2]))
    #expect(Self.outcome(weighed, [0, 1]) == Self.outcome(even, [0, 1]))
    #expect(Self.outcome(weighed, [0, 2]) != Self.outcome(even, [0, 2]))
  }

  /// With dropout too, a partner that cannot move the trunk changes nothing: masks go by row, epoch and layer.
  @Test func masksAreTheSameAloneAndInCompany() {
    var training = Self.plain
    training.dropout = 0.3
    let runner = Self.runner(alone: training)
    let place = runner.splits.foldOfRow(replicate: 0)
    func request(_ tasks: [Int]) -> FitRequest {
      runner.request(for: Job(tasks: tasks, replicate: 0), fold: 0) { row in
        place[row] < 0 ? nil : place[row] == 0 ? .test : place[row] == 1 ? .validation : .train
      }.0
    }
    var pair = request([0, 1])
    pair.heads[1].weight = 0
    pair.heads[1].validation = HeadRows(rows: [], targets: [])
    let alone = Trainer().fit(request([0])).testOutputs[0]
    for (a, b) in zip(Trainer().fit(pair).testOutputs[0], alone) { #expect(abs(a - b) < 1e-3) }
    var plain = request([0])
    plain.settings.dropout = 0
    #expect(Trainer().fit(plain).testOutputs[0] != alone)
  }
}
