import Diagnostics
import Foundation
import Kindred
import KindredTestSupport
import Testing

/// A pilot of a trainer from outside beside the built-in networks.
@Suite struct PilotTests {
  private static func study(_ folder: TemporaryFolder) throws -> Study {
    let settings = SyntheticPanelSettings(
      tasks: 5, clusters: 2, features: 4, samples: 90, fewestRows: 40, mostRows: 60, layout: .stacked, seed: 11)
    if !FileManager.default.fileExists(atPath: folder.path("panel.csv")) {
      _ = try SyntheticPanel(settings).write(to: folder.path("panel.csv"))
    }
    return try Study(folder: folder.path("study"), files: [folder.path("panel.csv")], threads: 2) { settings in
      settings.panel.options.taskColumn = "task"
      settings.panel.options.targetColumns = ["target"]
      settings.panel.options.idColumn = "sample"
      settings.protocol.maxEpochs = 2
      settings.protocol.folds = 3
      settings.protocol.replicates = 2
      settings.protocol.baselineReplicates = 3
      settings.protocol.fraction = 0.6
      settings.probe.enabled = false
    }
  }

  private static func journal(_ folder: TemporaryFolder, _ objective: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder.path("study/labels/proxy-\(objective)/journal-1-of-1.jsonl")))
  }

  /// Both joint losses are measured in journals of their own, once; the trainer's labels go on behind them, and the networks' gains
  /// are an input of the prediction unless the pilot advises against them.
  @Test func aPilotIsMeasuredOnceAndFeedsThePrediction() throws {
    let folder = try TemporaryFolder()
    let runner = SyntheticRunner(seed: 4, pairEffect: 0.05)
    let study = try Self.study(folder)
    let found = try study.pilot(pairs: 4, runner: runner)
    #expect(found.pairs == 4 && found.gains == 8 && found.proxies.map(\.objective) == [.tasks, .cells])
    let journals = try ["tasks", "cells"].map { try Self.journal(folder, $0) }
    #expect(try Self.study(folder).pilot(pairs: 4, runner: runner) == found)
    #expect(try ["tasks", "cells"].map { try Self.journal(folder, $0) } == journals)

    let whole = try Self.study(folder)
    #expect(try whole.label(runner: runner).isComplete)
    try whole.fit()
    let predictor = try String(contentsOfFile: folder.path("study/predictor.json"), encoding: .utf8)
    #expect(predictor.contains("proxy_gain") == found.isInput, "\(found.text)")
  }

  @Test func withoutATrainerThereIsNothingToCompareWith() throws {
    let folder = try TemporaryFolder()
    #expect(throws: UserError.self) { try Self.study(folder).pilot(pairs: 4) }
    #expect(throws: UserError.self) { try Self.study(folder).pilot(pairs: 2, runner: SyntheticRunner()) }
  }
}
