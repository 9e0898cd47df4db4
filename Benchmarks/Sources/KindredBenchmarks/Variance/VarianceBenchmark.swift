import Foundation
import Labels
import LinearAlgebra
import Networks
import Panels
import Statistics
import Trainers

/// `variance [landmine] [sider] [tox21]`: how much of a measured gain is signal, by estimator and by training rule, and
/// at what cost.
///
/// A quarter of the pairs is trained in six replicates and all tasks alone in twenty. Gains from two halves of the
/// replicates are correlated; signal over noise, r / (1 - r), grows in proportion to what is spent, so that its ratio to the
/// processor seconds of one half compares everything at equal cost.
enum VarianceBenchmark {
  static let pairReplicates = 6
  static let aloneReplicates = 20

  struct Rule {
    let name: String
    let change: @Sendable (inout TrainingSettings) -> Void

    static let all = [
      Rule(name: "the protocol") { _ in },
      Rule(name: "averaged weights") { $0.averageDecay = 0.8 },
      Rule(name: "half the patience") { $0.patience /= 2 },
      Rule(name: "half the rate") { $0.learningRate /= 2 },
      Rule(name: "half the batch") { $0.batchSize /= 2 },
    ]
  }

  @Sendable static func run(_ arguments: [String]) throws {
    useSingleThreadedBLAS()
    print("panel     rule               estimator                     r  within  cpu s  signal/noise per 100 s, within")
    for panel in BenchmarkPanel.all where ["landmine", "sider", "tox21"].contains(panel.name) {
      guard arguments.isEmpty || arguments.contains(panel.name), let (data, _) = try panel.read(threads: 2) else {
        continue
      }
      for rule in Rule.all { try measure(data, name: panel.name, rule: rule) }
    }
  }

  private static func measure(_ panel: Panel, name: String, rule: Rule) throws {
    var training = panel.layout == .wide ? TrainingSettings(maxEpochs: 150, patience: 15) : TrainingSettings()
    rule.change(&training)
    let settings = LabelSettings(baselineReplicates: aloneReplicates)
    let count = panel.tasks.count
    let pairs = balancedPairOrder(
      taskCount: count, count: count * (count - 1) / 8, stream: RandomStream(seed: 1).split("pairs")
    ).map { [$0.a, $0.b] }
    let alone = (0..<aloneReplicates).flatMap { k in (0..<count).map { Job(tasks: [$0], replicate: k) } }
    let together = (0..<pairReplicates).flatMap { k in pairs.map { Job(tasks: $0, replicate: k) } }
    let runner = NetworkJobRunner(
      panel: panel, training: training, settings: settings, splits: ReplicateSplits(panel: panel, settings: settings))
    var table = LossTable(taskCount: count)
    let aloneSeconds = run(alone, by: runner, into: &table) / Double(aloneReplicates)
    let pairSeconds = run(together, by: runner, into: &table) / 2
    for estimator in GainComparison.Estimator.allCases {
      let result = GainComparison(table: table, pairs: pairs, estimator: estimator)
      let seconds = pairSeconds + aloneSeconds * Double(estimator.baselines)
      let perCost = [result.correlation, result.within].map { 100 * max(0, $0) / (1 - $0) / seconds }
      print(
        padded(name, 9), padded(rule.name, 18), padded(estimator.rawValue, 25),
        String(
          format: "%6.2f %7.2f %6.1f %8.2f %8.2f", result.correlation, result.within, seconds, perCost[0], perCost[1]))
      fflush(nil)
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text.padding(toLength: width, withPad: " ", startingAt: 0)
  }

  /// Runs jobs on one thread and gives the processor seconds.
  private static func run(_ jobs: [Job], by runner: NetworkJobRunner, into table: inout LossTable) -> Double {
    let worker = runner.makeWorker()
    let start = clock()
    for job in jobs {
      guard case .measured(let outcomes, _) = worker.run(job) else { continue }
      table.record(job, outcomes)
    }
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }
}
