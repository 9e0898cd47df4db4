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
    if training.encoder.name != .mlp { fingerprint.add(training.encoder.name.rawValue) }
    return RunnerIdentity(name: "networks", protocolHash: fingerprint.hexadecimal)
  }
}
