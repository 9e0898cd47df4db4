import KindredTestSupport
import Labels
import Networks
import Panels
import Testing
import Trainers

@Suite struct RunnerIdentityTests {
  private static let panel = RandomPanels.wide(tasks: 2, rows: 20, features: 2, seed: 1)

  private static func identity(_ training: TrainingSettings, _ settings: LabelSettings) -> RunnerIdentity {
    NetworkJobRunner(
      panel: panel, training: training, settings: settings, splits: ReplicateSplits(panel: panel, settings: settings)
    ).identity
  }

  @Test func replicateCountsDoNotChangeTheProtocolButEverythingElseDoes() {
    let (training, settings) = (TrainingSettings(), LabelSettings())
    let own = Self.identity(training, settings)
    #expect(own == Self.identity(training, LabelSettings(replicates: 9, baselineReplicates: 30)))
    let splits: [(inout LabelSettings) -> Void] = [{ $0.seed = 1 }, { $0.folds = 4 }, { $0.verifyFraction = 0.3 }]
    let networks: [(inout TrainingSettings) -> Void] = [
      { $0.encoder.widths = [64] }, { $0.encoder.name = EncoderName(rawValue: "other") }, { $0.learningRate = 2e-3 },
      { $0.batchSize = 32 }, { $0.maxEpochs = 10 },
      { $0.patience = 5 },
      { $0.averageDecay = 0.9 }, { $0.weightDecay = 0.1 }, { $0.headStart = .baseRate }, { $0.linearPath = true },
      { $0.checkpointsPerEpoch = 5 }, { $0.warmUpEpochs = 5 }, { $0.dropout = 0.1 }, { $0.weightDecayRows = 7 },
      { $0.rateDecay = 0.9 }, { $0.objective = .cells },
      { $0.stopping = .perHead },
    ]
    for change in splits {
      var other = settings
      change(&other)
      #expect(Self.identity(training, other) != own)
    }
    for change in networks {
      var other = training
      change(&other)
      #expect(Self.identity(other, settings) != own)
    }
  }

  @Test func settingsOfJointTrainingsAndWeightsAreOfTheProtocol() {
    let (training, settings) = (TrainingSettings(), LabelSettings())
    func identity(_ change: (inout TrainingSettings) -> Void, weights: [Double]? = nil) -> RunnerIdentity {
      var together = training
      change(&together)
      return NetworkJobRunner(
        panel: Self.panel, training: training, together: together, taskWeights: weights, settings: settings,
        splits: ReplicateSplits(panel: Self.panel, settings: settings)
      ).identity
    }
    let own = Self.identity(training, settings)
    #expect(identity({ _ in }) == own && identity({ _ in }, weights: [1, 1]) == own)
    let others = [
      identity { $0.weightDecay = 1 }, identity { $0.encoder.widths = [64] }, identity { $0.learningRate = 2e-3 },
      identity { $0.averageDecay = 0.5 }, identity({ _ in }, weights: [1, 2]), identity({ _ in }, weights: [2, 1]),
    ]
    #expect(Set(others.map(\.protocolHash) + [own.protocolHash]).count == others.count + 1)
  }

  /// Journals of earlier versions stay valid as long as this holds.
  @Test func theDefaultProtocolKeepsItsHash() {
    #expect(Self.identity(TrainingSettings(), LabelSettings()).protocolHash == "1a7247bf33e7fab3")
  }

  @Test func aRunnerFromOutsideIsKnownByNameSplitsAndSettings() {
    let own = RunnerIdentity(name: "trees", labels: LabelSettings(), settings: ["depth 3"])
    #expect(own == RunnerIdentity(name: "trees", labels: LabelSettings(replicates: 3), settings: ["depth 3"]))
    #expect(own != RunnerIdentity(name: "trees", labels: LabelSettings(), settings: ["depth 4"]))
    #expect(own != RunnerIdentity(name: "woods", labels: LabelSettings(), settings: ["depth 3"]))
    #expect(own != RunnerIdentity(name: "trees", labels: LabelSettings(seed: 1), settings: ["depth 3"]))
  }
}
