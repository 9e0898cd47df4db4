public import ArgumentParser
public import Kindred

/// What differs from the plain way of training networks.
struct TrainingArguments: ParsableArguments {
  @Option(
    help: """
      Begin from a way of training that is known by name: paper (trunk 64,32, no penalty, patience) or \
      chemprop (cells, width 300, 50 epochs with warm-up and decay); other options change it.
      """)
  var like: TrainingPreset?

  @Option(
    help: """
      What joint training minimises: tasks, the sum of the tasks' mean losses (default), or cells, one mean over all \
      labelled cells, as chemprop and DeepChem do.
      """)
  var objective: Objective?

  @Option(
    help: "A table with the columns task and weight: what a task's loss counts in a joint one (others: 1).",
    completion: .file())
  var taskWeights: String?

  @Option(
    help: "Whether training stops for all tasks at once (joint, default) or each head keeps its own best (per-head).")
  var stopping: Stopping?

  @Option(help: "Weight decay of AdamW: what each step takes off the weights, times the step size (default: 0).")
  var weightDecay: Double?

  @Option(
    help: "Labelled cells at which --weight-decay holds as it stands; it falls with their number (default: 0, never).")
  var weightDecayRows: Int?

  @Option(help: "Share of each shared layer's outputs that training drops (default: 0).")
  var dropout: Double?

  @Flag(inversion: .prefixedNo, help: "Let heads add to a linear model of their task (default: no).")
  var linearPath: Bool?

  @Flag(
    inversion: .prefixedNo, help: "Start heads at the mean or the log odds of their task, weights 0 (default: no).")
  var baseRateHeads: Bool?

  @Option(
    help: """
      Validate and test a running average of the weights: what it keeps at each validation, such as 0.8 (default: 0, the \
      latest weights).
      """)
  var averagedWeights: Double?

  @Option(help: "Validations an epoch (default: 1).")
  var checkpointsPerEpoch: Int?

  @Option(help: "Epochs over which the step size rises to --learning-rate (default: 0).")
  var warmUpEpochs: Double?

  @Option(help: "What the step size is multiplied by after each epoch (default: 1).")
  var rateDecay: Double?

  /// Puts the preset in the place of whatever the settings said.
  func applyPreset(to settings: inout StudySettings) { like?.apply(to: &settings) }

  /// Writes what was typed over the settings; throws where the table of weights cannot be read.
  func apply(to settings: inout StudySettings) throws {
    settings.training.set(\.objective, objective)
    settings.training.set(\.stopping, stopping)
    settings.training.set(\.weightDecay, weightDecay)
    settings.training.set(\.weightDecayRows, weightDecayRows)
    settings.training.set(\.dropout, dropout)
    settings.training.set(\.linearPath, linearPath)
    settings.training.set(\.baseRateHeads, baseRateHeads)
    settings.training.set(\.averagedWeights, averagedWeights)
    settings.training.set(\.checkpointsPerEpoch, checkpointsPerEpoch)
    settings.training.set(\.warmUpEpochs, warmUpEpochs)
    settings.training.set(\.rateDecay, rateDecay)
    if let taskWeights { try settings.training.readTaskWeights(taskWeights) }
  }
}

extension TrainingPreset: ExpressibleByArgument {}
extension Objective: ExpressibleByArgument {}
extension Stopping: ExpressibleByArgument {}
