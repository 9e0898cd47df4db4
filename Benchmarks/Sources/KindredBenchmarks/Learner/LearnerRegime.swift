import Networks
import Panels

/// A way to train networks that the `learner` benchmark compares: the published protocol with some changes, in words such as
/// `base-rate,linear-path,weight-decay=1`.
struct LearnerRegime: Sendable {
  let name: String
  private let changes: [@Sendable (inout TrainingSettings) -> Void]

  /// The published protocol, a linear model alone, and what is switched on one after another.
  static let standard = [
    "paper", "linear", "base-rate", "base-rate,average=0.8", "base-rate,weight-decay=10", "linear-path,base-rate",
    "linear-path,base-rate,average=0.8", "linear-path,base-rate,average=0.8,weight-decay=10",
    "linear-path,base-rate,average=0.8,weight-decay=100",
  ]

  /// nil where a word is not known.
  init?(_ name: String) {
    self.name = name
    var changes: [@Sendable (inout TrainingSettings) -> Void] = []
    for word in name.split(separator: ",") {
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
    case "warm-up": return { $0.warmUpSteps = Int(number) }
    case "checkpoint": return { $0.checkpointSteps = Int(number) }
    case "patience": return { $0.patience = Int(number) }
    case "width": return { $0.encoder.widths = [Int(number), Int(number)] }
    default: return nil
    }
  }

  func settings(for layout: PanelLayout) -> TrainingSettings {
    var settings = layout == .wide ? TrainingSettings(maxEpochs: 150, patience: 15) : TrainingSettings()
    for change in changes { change(&settings) }
    return settings
  }
}
