import ArgumentParser
import Foundation
import Kindred

/// How networks are trained and how much is measured.
struct ProtocolArguments: ParsableArguments {
  @Option(help: "Widths of the shared layers, such as 64,32.", transform: Self.widths)
  var trunk: [Int]?

  @Option(help: "Step size of Adam (default: 0.001).")
  var learningRate: Double?

  @Option(help: "Rows a step (default: 64).")
  var batchSize: Int?

  @Option(help: "Epochs at most (default: 150 for wide panels, 1000 for stacked ones).")
  var maxEpochs: Int?

  @Option(help: "Epochs without improvement before training stops (default: 15 wide, 50 stacked).")
  var patience: Int?

  @Option(help: "Folds of cross-validation (default: 5).")
  var folds: Int?

  @Option(help: "Replicates of each measured pair (default: 10).")
  var replicates: Int?

  @Option(help: "Replicates of each task alone (default: 20).")
  var baselineReplicates: Int?

  @Option(help: "Share of the rows that only verify sees (default: 0.2).")
  var verifyFraction: Double?

  @Option(
    help: "Share of the pairs to measure, at least three pairs unless it is 0 (default: 0.25, less on large panels).")
  var fraction: Double?

  @Option(
    help: """
      What it may cost instead: a time for the whole call, such as 90s, 30m or 2h; fits, such as 2000; 0 trains nothing; \
      auto, the default, is the fraction or, where that takes longer, an hour.
      """)
  var budget: String?

  @Option(help: "The seed of everything random (default: 0).")
  var seed: UInt64?

  @OptionGroup(title: "Training") var training: TrainingArguments

  @OptionGroup(title: "Trainer") var trainer: TrainerArguments

  @Sendable private static func widths(_ text: String) throws -> [Int] {
    let widths = text.split(separator: ",").map { Int($0.trimmingCharacters(in: .whitespaces)) }
    guard !widths.isEmpty, widths.allSatisfy({ $0 != nil }) else {
      throw ValidationError("--trunk is \(text); expected widths such as 64,32.")
    }
    return widths.compactMap { $0 }
  }

  /// Writes what was typed over the settings; throws where a file that was named cannot be read.
  func apply(to settings: inout StudySettings) throws {
    training.applyPreset(to: &settings)
    func set<Value>(_ path: WritableKeyPath<StudySettings, Value>, _ value: Value?) {
      if let value { settings[keyPath: path] = value }
    }
    func train<Value>(
      _ path: WritableKeyPath<StudySettings, Value>, _ option: WritableKeyPath<TrainingOptions, Value?>, _ value: Value?
    ) {
      set(path, value)
      if value != nil { settings.training.forget(option) }
    }
    train(\.protocol.trunk, \.trunk, trunk)
    train(\.protocol.learningRate, \.learningRate, learningRate)
    train(\.protocol.batchSize, \.batchSize, batchSize)
    train(\.protocol.maxEpochs, \.maxEpochs, maxEpochs)
    train(\.protocol.patience, \.patience, patience)
    try training.apply(to: &settings)
    try trainer.apply(to: &settings)
    set(\.protocol.folds, folds)
    set(\.protocol.replicates, replicates)
    set(\.protocol.baselineReplicates, baselineReplicates)
    set(\.protocol.verifyFraction, verifyFraction)
    set(\.protocol.fraction, fraction)
    if fraction != nil { settings.protocol.budget = "" }
    set(\.protocol.budget, budget)
    set(\.seed, seed)
  }

  func validate() throws {
    guard fraction == nil || budget == nil else {
      throw ValidationError("--fraction and --budget exclude each other.")
    }
  }
}
