internal import Diagnostics
internal import Grouping
internal import Labels
internal import Networks
internal import Probing

extension StudySettings {
  /// Throws the first setting that is out of its bounds, with the bounds.
  package func validate() throws {
    for (name, value, bounds) in Self.bounds {
      let number = value(self)
      guard bounds.contains(number) else {
        throw UserError.settingOutOfBounds(
          name, found: Self.text(number), expected: "\(Self.text(bounds.lowerBound)) to \(Self.text(bounds.upperBound))"
        )
      }
    }
    guard !`protocol`.trunk.isEmpty, `protocol`.trunk.allSatisfy({ (1...8192).contains($0) }) else {
      throw UserError.settingOutOfBounds(
        "trunk", found: `protocol`.trunk.map(String.init).joined(separator: ","),
        expected: "one or more widths, 1 to 8192")
    }
    guard `protocol`.budget.isEmpty || LabelBudget(`protocol`.budget) != nil else {
      throw UserError.settingOutOfBounds(
        "budget", found: `protocol`.budget,
        expected: "a number of fits such as 2000, or seconds such as 90s")
    }
    for name in plans.solvers where SolverName(rawValue: name) == nil {
      throw UserError.settingOutOfBounds(
        "solver", found: name, expected: SolverName.allCases.map(\.rawValue).joined(separator: ", "))
    }
    if probe.combiner.combiner.needsFocal && probe.focal.isEmpty {
      throw UserError.combinerNeedsFocal(probe.combiner.rawValue)
    }
  }

  /// Whole numbers without a fraction.
  private static func text(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }

  /// The bounds of every numeric setting, declared once: for messages here, and for making bad values in the tests.
  package static let bounds: [(name: String, value: @Sendable (StudySettings) -> Double, bounds: ClosedRange<Double>)] =
    [
      ("learning-rate", { $0.protocol.learningRate }, 1e-8...10),
      ("batch-size", { Double($0.protocol.batchSize) }, 1...65536),
      ("max-epochs", { Double($0.protocol.maxEpochs) }, 0...1_000_000),
      ("patience", { Double($0.protocol.patience) }, 0...1_000_000),
      ("folds", { Double($0.protocol.folds) }, 3...100),
      ("replicates", { Double($0.protocol.replicates) }, 1...10_000),
      ("baseline-replicates", { Double($0.protocol.baselineReplicates) }, 1...10_000),
      ("plan-replicates", { Double($0.plans.replicates) }, 2...10_000),
      ("probe-epochs", { Double($0.probe.epochs) }, 1...100_000),
      ("probe-replicates", { Double($0.probe.replicates) }, 1...10_000),
      ("probe-tasks", { Double($0.probe.maxTasks) }, 2...100_000),
      ("checkpoint-every", { Double($0.probe.checkpointEvery) }, 1...1_000_000),
      ("verify-fraction", { $0.protocol.verifyFraction }, 0...0.5),
      ("fraction", { $0.protocol.fraction }, 0...1),
      ("coverage", { $0.prediction.coverage }, 0.5...0.99),
    ]
}
