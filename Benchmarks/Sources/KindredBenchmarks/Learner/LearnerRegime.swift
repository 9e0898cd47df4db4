import Labels
import Networks
import Panels
import Trainers

/// A way to train networks that the `learner` benchmark compares: the published protocol with some changes, in words such as
/// `base-rate,linear-path,weight-decay=1`; `tuned` lets `TrainingSearch` choose more.
struct LearnerRegime: Sendable {
  let name: String
  private let changes: [@Sendable (inout TrainingSettings) -> Void]

  /// The published protocol, linear models alone, and what a search for ways of training finds.
  static let standard = ["paper", "linear", "tuned"]

  /// nil where a word is not known.
  init?(_ name: String) {
    self.name = name
    var changes: [@Sendable (inout TrainingSettings) -> Void] = []
    for word in name.split(separator: ",") where word != "tuned" {
      let parts = word.split(separator: "=").map(String.init)
      guard let change = Self.change(parts[0], parts.count > 1 ? Double(parts[1]) : nil) else { return nil }
      changes.append(change)
    }
    self.changes = changes
  }

  private static func change(_ word: String, _ number: Double?) -> (@Sendable (inout TrainingSettings) -> Void)? {
    if let number { return setting(word, to: number) }
    switch word {
    case "paper": return { _ in }
    case "linear":
      return {
        $0.linearPath = true
        $0.headStart = .baseRate
        $0.maxEpochs = 0
      }
    case "base-rate": return { $0.headStart = .baseRate }
    case "linear-path": return { $0.linearPath = true }
    case "chemprop": return chemprop
    case "cells": return { $0.objective = .cells }
    case "per-head": return { $0.stopping = .perHead }
    default: return nil
    }
  }

  private static func setting(_ word: String, to number: Double) -> (@Sendable (inout TrainingSettings) -> Void)? {
    switch word {
    case "average": return { $0.averageDecay = number }
    case "weight-decay": return { $0.weightDecay = number }
    case "rate": return { $0.learningRate = number }
    case "rate-decay": return { $0.rateDecay = number }
    case "warm-up": return { $0.warmUpEpochs = number }
    case "checkpoints": return { $0.checkpointsPerEpoch = Int(number) }
    case "dropout": return { $0.dropout = number }
    case "decay-rows": return { $0.weightDecayRows = Int(number) }
    case "patience": return { $0.patience = Int(number) }
    case "width": return { $0.encoder.widths = [Int(number), Int(number)] }
    default: return nil
    }
  }

  /// `--like chemprop`
  @Sendable private static func chemprop(_ settings: inout TrainingSettings) {
    settings.encoder.widths = [300, 300]
    settings.maxEpochs = 50
    settings.patience = 50
    settings.objective = .cells
    settings.warmUpEpochs = 2
    settings.rateDecay = 0.953
  }

  /// Who trains by this regime, and what a search chose alone and together.
  func runner(
    panel: Panel, settings: LabelSettings, splits: ReplicateSplits
  ) throws -> (NetworkJobRunner, (alone: String, together: String)) {
    let plain = self.settings(for: panel.layout)
    let runner = NetworkJobRunner(panel: panel, training: plain, settings: settings, splits: splits)
    guard name.split(separator: ",").contains("tuned") else { return (runner, ("", "")) }
    let found = try TrainingSearch(runner).run(threads: 1)
    let (alone, together) = (found.candidates[found.chosenAlone], found.candidates[found.chosenTogether])
    return (
      NetworkJobRunner(
        panel: panel, training: alone.options.applied(to: plain), together: together.options.applied(to: plain),
        settings: settings, splits: splits), (alone.name, together.name)
    )
  }

  private func settings(for layout: PanelLayout) -> TrainingSettings {
    var settings = layout == .wide ? TrainingSettings(maxEpochs: 150, patience: 15) : TrainingSettings()
    for change in changes { change(&settings) }
    return settings
  }
}
