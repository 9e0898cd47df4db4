internal import CKernels

/// Trains small multi-task networks, one fit at a time, in buffers that it keeps from fit to fit.
///
/// One for each thread: not `Sendable`. The same request gives the same result, bit for bit, in whatever trainer and
/// after whatever other fits. Nothing is allocated within an epoch.
public final class Trainer {
  private let encoders: EncoderRegistry
  private var sessions: [EncoderName: TrainingSession] = [:]

  /// - Parameter encoders: where the encoders come from that requests name in their settings.
  public init(encoders: EncoderRegistry = .standard) { self.encoders = encoders }

  private func session(for name: EncoderName) -> TrainingSession {
    if let session = sessions[name] { return session }
    let session = TrainingSession(encoder: encoders.makeEncoder(name))
    sessions[name] = session
    return session
  }

  /// Trains until the validation loss stops falling, restores the best weights and predicts the test rows.
  ///
  /// The loss of a step is the sum over heads of the mean (weighted) loss over the head's rows in the step; a head with
  /// none contributes nothing. The validation loss is the same over all validation rows, taken after each epoch.
  ///
  /// - Without validation rows every epoch counts as the best: training ends after `maxEpochs`, the loss is 0.
  /// - Without training rows, or with `maxEpochs` 0, the outputs are those of the initial weights, `bestEpoch` is 0.
  /// - When the loss stops being a number, training ends with the best weights so far.
  ///
  /// Traps on an encoder that is not registered, on rows out of range, on a batch size below 1 and on a shape that the encoder cannot have. O(epochs * rows * parameters), less for
  /// sparse inputs.
  public func fit(_ request: FitRequest) -> FitResult {
    let denormals = kindred_flush_denormals()
    defer { kindred_restore_denormals(denormals) }
    let session = session(for: request.settings.encoder.name)
    session.begin(request)
    let averages = request.settings.averageDecay > 0
    var stopping = EarlyStopping(patience: request.settings.patience)
    var epochs = 0
    let limit = session.stepCount > 0 ? request.settings.maxEpochs : 0
    while epochs < limit {
      epochs += 1
      session.beginEpoch(epochs)
      for step in 0..<session.stepCount { session.train(step: step) }
      guard session.hasValidation else { continue }
      let goesOn =
        averages
        ? session.withAveragedWeights { judge(session, epochs, &stopping) } : judge(session, epochs, &stopping)
      if !goesOn { break }
    }
    if session.hasValidation { session.restoreWeights() }
    return FitResult(
      testOutputs: session.testOutputs(), epochs: epochs,
      bestEpoch: session.hasValidation ? stopping.bestEpoch : epochs,
      validationLoss: stopping.bestEpoch > 0 ? stopping.bestLoss : session.validationLoss())
  }

  /// Validates the weights as they are after an epoch, keeps them if they are the best; whether to go on.
  private func judge(_ session: TrainingSession, _ epoch: Int, _ stopping: inout EarlyStopping) -> Bool {
    switch stopping.judge(epoch: epoch, loss: session.validationLoss()) {
    case .best:
      session.keepWeights()
      return true
    case .goOn: return true
    case .stop: return false
    }
  }
}
