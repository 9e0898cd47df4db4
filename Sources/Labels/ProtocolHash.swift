internal import LinearAlgebra
internal import Networks

extension LabelSettings {
  /// A hash of the settings that decide a job's result, as 16 hex digits.
  ///
  /// Numbers of replicates are not among them: more can be added to a journal that is there.
  public var protocolHash: String {
    var fingerprint = Fingerprint()
    fingerprint.add("kindred labels 1")
    for width in training.trunk { fingerprint.add(UInt64(width)) }
    for count in [training.batchSize, training.maxEpochs, training.patience, folds] { fingerprint.add(UInt64(count)) }
    fingerprint.add(training.learningRate.bitPattern)
    fingerprint.add(verifyFraction.bitPattern)
    fingerprint.add(seed)
    if training.averageDecay > 0 { fingerprint.add(training.averageDecay.bitPattern) }
    return fingerprint.hexadecimal
  }
}
