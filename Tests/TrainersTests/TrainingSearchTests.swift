import Diagnostics
import KindredTestSupport
import Labels
import Networks
import Panels
import Testing
import Trainers

@Suite struct TrainingSearchTests {
  private static let candidates = [
    TrainingCandidate("as given"),
    TrainingCandidate("hopeless") { $0.learningRate = 3 },
    TrainingCandidate("longer") { $0.maxEpochs = 40 },
    TrainingCandidate("untrained") { $0.maxEpochs = 0 },
    TrainingCandidate("linear") {
      $0.linearPath = true
      $0.baseRateHeads = true
      $0.maxEpochs = 0
    },
    TrainingCandidate("decay") { $0.weightDecay = 10 },
    TrainingCandidate("wide") { $0.trunk = [12] },
  ]

  private static func runner(_ panel: Panel) -> NetworkJobRunner {
    let training = TrainingSettings(
      encoder: EncoderSettings(widths: [6]), learningRate: 0.01, batchSize: 16, maxEpochs: 2)
    let settings = LabelSettings(folds: 4, seed: 5)
    return NetworkJobRunner(
      panel: panel, training: training, settings: settings, splits: ReplicateSplits(panel: panel, settings: settings))
  }

  private static func panel(isWide: Bool) -> Panel {
    isWide
      ? RandomPanels.wide(tasks: 5, rows: 90, features: 4, seed: 1)
      : RandomPanels.stacked(tasks: 5, rows: 40, features: 4, seed: 1)
  }

  private static func search(_ panel: Panel, tasks: ClosedRange<Int> = 8...32, costLimit: Double = 100)
    -> TrainingSearch
  {
    TrainingSearch(runner(panel), candidates: candidates, sampleTasks: tasks, costLimit: costLimit)
  }

  private static func losses(_ result: TrainingSearchResult) -> [Double] {
    (result.alone + result.together).map(\.relativeLoss)
  }

  /// Neither side is handicapped: the same candidates, the same folds, and each side's best of those that trained them all.
  @Test(arguments: [true, false]) func eachSideGetsItsBestOfTheSameCandidates(isWide: Bool) throws {
    let result = try Self.search(Self.panel(isWide: isWide)).run(threads: 2)
    for (trials, chosen) in [(result.alone, result.chosenAlone), (result.together, result.chosenTogether)] {
      #expect(trials.map(\.name) == Self.candidates.map(\.name))
      #expect(trials.allSatisfy { $0.foldCount >= 2 } && trials[0].foldCount == 4)
      let finalists = trials.filter { $0.foldCount == 4 }
      #expect(finalists.count == 2 || finalists.count == 3)
      #expect(finalists.allSatisfy { trials[chosen].relativeLoss <= $0.relativeLoss })
      #expect(trials[1].foldCount == 2 && trials[3].foldCount == 2, "what is worst goes first")
      #expect(trials[chosen].relativeLoss < trials[0].relativeLoss)
      let gain = try #require(trials[chosen].gain(over: trials[0]))
      #expect(abs(gain.gain - (trials[0].relativeLoss - trials[chosen].relativeLoss)) < 1e-9)
    }
    #expect(result.alone.map(\.foldCount).sorted() == result.together.map(\.foldCount).sorted())
  }

  /// What costs more than the limit goes no further than the first round, however good it is.
  @Test func whatIsTooDearIsNotChosen() throws {
    let panel = Self.panel(isWide: true)
    let free = try Self.search(panel).run(threads: 2)
    let bound = try Self.search(panel, costLimit: 2).run(threads: 2)
    #expect(free.alone[2].foldCount == 4, "training longer is worth its while")
    #expect(bound.alone[2].foldCount == 2 && bound.together[2].foldCount == 2)
    #expect(bound.chosenAlone != 2 && bound.chosenTogether != 2)
    for trials in [bound.alone, bound.together] {
      #expect(trials[2].epochs > 2 * trials[0].epochs * trials[2].foldCount / trials[0].foldCount)
    }
  }

  @Test func threadsDoNotMatter() throws {
    let panel = Self.panel(isWide: true)
    let (one, two) = (try Self.search(panel).run(threads: 1), try Self.search(panel).run(threads: 2))
    #expect(Self.losses(one) == Self.losses(two))
    #expect(Self.losses(try Self.search(panel, tasks: 2...2).run(threads: 2)) != Self.losses(one))
  }

  /// What is set aside for verification could hold anything.
  @Test(arguments: [true, false]) func verificationRowsAreNotSeen(isWide: Bool) throws {
    let panel = Self.panel(isWide: isWide)
    let isSetAside = Self.runner(panel).splits.isVerification
    let tasks = panel.tasks.map { task in
      let targets = zip(task.rows, task.targets).map { row, target in isSetAside[row] ? 1 - target : target }
      return LearningTask(name: task.name, kind: task.kind, rows: task.rows, targets: targets, weights: task.weights)
    }
    let other = Panel(
      features: panel.features, featureNames: panel.featureNames, tasks: tasks, layout: panel.layout,
      entities: panel.entities, entityCount: panel.entityCount, overlapIsKnown: panel.overlapIsKnown)
    let settings = LabelSettings(folds: 4, seed: 5)
    let changed = NetworkJobRunner(
      panel: other, training: Self.runner(panel).training, settings: settings, splits: Self.runner(panel).splits)
    let found = try TrainingSearch(changed, candidates: Self.candidates, costLimit: 100).run(threads: 2)
    #expect(Self.losses(found) == Self.losses(try Self.search(panel).run(threads: 2)))
  }

  @Test func canBeInterrupted() {
    let interruption = Interruption()
    interruption.raise()
    #expect(throws: UserError.self) {
      try Self.search(Self.panel(isWide: true)).run(threads: 1, interruption: interruption)
    }
  }
}
