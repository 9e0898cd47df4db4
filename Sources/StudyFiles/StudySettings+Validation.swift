internal import Diagnostics
internal import Grouping
internal import Labels
package import Networks
internal import Panels
internal import Probing
internal import Relations
internal import Trainers

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
    for settings in [aloneTraining, togetherTraining] { try Self.validate(settings) }
    for (name, weight) in training.taskWeights where !Self.taskWeightBounds.contains(weight) {
      throw UserError.settingOutOfBounds("task-weights of \(name)", found: "\(weight)", expected: "1e-06 to 1000000")
    }
    let fraction = `protocol`.verifyFraction
    guard fraction == 0 || fraction >= Self.leastVerifyFraction else {
      throw UserError.settingOutOfBounds(
        "verify-fraction", found: "\(fraction)", expected: "0, or \(Self.leastVerifyFraction) to 0.5")
    }
    try groups.checkBounds()
    let budget = `protocol`.budget
    guard budget.isEmpty || budget == LabelBudget.automaticName || LabelBudget(budget) != nil else {
      throw UserError.settingOutOfBounds(
        "budget", found: budget, expected: "a number of fits such as 2000, a time such as 90s, 30m or 2h, or auto")
    }
    for name in plans.solvers where SolverName(rawValue: name) == nil {
      throw UserError.settingOutOfBounds(
        "solver", found: name, expected: SolverName.allCases.map(\.rawValue).joined(separator: ", "))
    }
    if let command = trainer.command { _ = try TrainerCommand(words: command) }
    try checkPrimaryConstraints()
    if probe.combiner.combiner.needsFocal && probe.focal.isEmpty {
      throw UserError.combinerNeedsFocal(probe.combiner.rawValue)
    }
  }

  private static func validate(_ training: TrainingSettings) throws {
    for (name, value, bounds) in trainingBounds where !bounds.contains(value(training)) {
      throw UserError.settingOutOfBounds(
        name, found: text(value(training)), expected: "\(text(bounds.lowerBound)) to \(text(bounds.upperBound))")
    }
    guard !training.encoder.widths.isEmpty, training.encoder.widths.allSatisfy({ (1...8192).contains($0) }) else {
      throw UserError.settingOutOfBounds(
        "trunk", found: training.encoder.widths.map(String.init).joined(separator: ","),
        expected: "one or more widths, 1 to 8192")
    }
  }

  /// Throws where a weight is given for a task that is not there.
  package func checkTaskWeights(tasks: [String]) throws {
    let known = Set(tasks)
    if let stranger = training.taskWeights.keys.sorted().first(where: { !known.contains($0) }) {
      throw UserError.weighsUnknownTask(stranger, known: tasks)
    }
  }

  /// Throws where a plan of the user's own names tasks that are not there.
  package func checkOwnPlans(tasks: [String]) throws {
    let known = Set(tasks)
    for (name, groups) in (plans.own ?? [:]).sorted(by: { $0.key < $1.key }) {
      let strangers = groups.joined().filter { !known.contains($0) }
      guard strangers.isEmpty else { throw UserError.ownPlanOfUnknownTasks(strangers, plan: name, known: tasks) }
    }
  }

  /// What each task's loss counts in a joint one, in the order of the tasks; nil where all count the same.
  package func weights(ofTasks tasks: [String]) -> [Double]? {
    training.taskWeights.isEmpty ? nil : tasks.map { training.taskWeights[$0] ?? 1 }
  }

  /// What a task's weight can be.
  package static let taskWeightBounds = 1e-6...1e6

  /// The bounds of what trains networks alone and together.
  package static let trainingBounds:
    [(name: String, value: @Sendable (TrainingSettings) -> Double, bounds: ClosedRange<Double>)] = [
      ("learning-rate", { $0.learningRate }, 1e-8...10),
      ("batch-size", { Double($0.batchSize) }, 1...65536),
      ("max-epochs", { Double($0.maxEpochs) }, 0...1_000_000),
      ("patience", { Double($0.patience) }, 0...1_000_000),
      ("weight-decay", { $0.weightDecay }, 0...1e6),
      ("weight-decay-rows", { Double($0.weightDecayRows) }, 0...1e9),
      ("dropout", { $0.dropout }, 0...0.95),
      ("averaged-weights", { $0.averageDecay }, 0...0.9999),
      ("checkpoints-per-epoch", { Double($0.checkpointsPerEpoch) }, 1...10_000),
      ("warm-up-epochs", { $0.warmUpEpochs }, 0...100_000),
      ("rate-decay", { $0.rateDecay }, 0.001...1),
    ]
  private static func bounds(_ range: ClosedRange<Int>) -> ClosedRange<Double> {
    Double(range.lowerBound)...Double(range.upperBound)
  }

  /// Less is no share of any panel.
  private static let leastVerifyFraction = 0.001

  /// Whole numbers without a fraction.
  private static func text(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }

  /// The bounds of every numeric setting, declared once: for messages here, and for making bad values in the tests.
  package static let bounds: [(name: String, value: @Sendable (StudySettings) -> Double, bounds: ClosedRange<Double>)] =
    [
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
      ("max-rows-per-task", { Double($0.relations.maxRowsPerTask) }, 2...1_000_000),
      ("max_pool_rows", { Double($0.relations.maxPoolRows) }, 2...10_000_000),
      (
        "min-rows", { Double($0.panel.options.minRows ?? PanelOptions.minRowsRange.lowerBound) },
        bounds(PanelOptions.minRowsRange)
      ),
      ("coverage", { $0.prediction.coverage }, 0.5...0.99),
      ("trainer-timeout", { $0.trainer.timeout ?? 0 }, TrainerSettings.timeoutBounds),
      ("retries", { Double($0.trainer.retries ?? 2) }, bounds(TrainerSettings.retryBounds)),
      ("trainer-jobs", { Double($0.trainer.jobs ?? 1) }, bounds(TrainerSettings.jobBounds)),
    ]
}
