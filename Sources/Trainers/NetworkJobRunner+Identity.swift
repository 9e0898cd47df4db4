public import Labels
internal import LinearAlgebra
internal import Networks
internal import Panels

extension NetworkJobRunner {
  /// A hash of the settings of networks and splits that decide a job's result.
  ///
  /// Numbers of replicates are not among them: more can be added to a journal that is there.
  public var identity: RunnerIdentity {
    var fingerprint = Fingerprint()
    fingerprint.add("kindred labels 1")
    for width in training.encoder.widths { fingerprint.add(UInt64(width)) }
    for count in [training.batchSize, training.maxEpochs, training.patience, settings.folds] {
      fingerprint.add(UInt64(count))
    }
    fingerprint.add(training.learningRate.bitPattern)
    fingerprint.add(settings.verifyFraction.bitPattern)
    fingerprint.add(settings.seed)
    if panel.tasks.contains(where: { $0.weights != nil }) { fingerprint.add("weighted test losses") }
    if training.averageDecay > 0 { fingerprint.add(training.averageDecay.bitPattern) }
    add(training, to: &fingerprint)
    if together != training { addTogether(to: &fingerprint) }
    if taskWeights.contains(where: { $0 != 1 }) {
      fingerprint.add("task weights")
      for weight in taskWeights { fingerprint.add(weight.bitPattern) }
    }
    return RunnerIdentity(name: "networks", protocolHash: fingerprint.hexadecimal)
  }

  /// What is not as it was before the setting existed, by name.
  private func add(_ training: TrainingSettings, to fingerprint: inout Fingerprint) {
    let neutral = TrainingSettings()
    func add<Value: Equatable>(_ name: String, _ setting: KeyPath<TrainingSettings, Value>) {
      let value = training[keyPath: setting]
      if value != neutral[keyPath: setting] { fingerprint.add("\(name) \(value)") }
    }
    if training.encoder.name != .mlp { fingerprint.add(training.encoder.name.rawValue) }
    add("weight decay", \.weightDecay)
    add("weight decay rows", \.weightDecayRows)
    add("dropout", \.dropout)
    add("head start", \.headStart)
    add("linear path", \.linearPath)
    add("checkpoints an epoch", \.checkpointsPerEpoch)
    add("warm-up epochs", \.warmUpEpochs)
    add("rate decay", \.rateDecay)
    add("objective", \.objective)
    add("stopping", \.stopping)
  }

  private func addTogether(to fingerprint: inout Fingerprint) {
    fingerprint.add("together")
    for count in together.encoder.widths + [together.batchSize, together.maxEpochs, together.patience] {
      fingerprint.add(UInt64(count))
    }
    for rate in [together.learningRate, together.averageDecay] { fingerprint.add(rate.bitPattern) }
    add(together, to: &fingerprint)
  }
}
