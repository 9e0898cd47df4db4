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
  /// The loss of a step is the objective: by default the sum over heads of the mean (weighted) loss over the head's rows in
  /// the step; a head with none contributes nothing. The validation loss is the same over all validation rows, taken at
  /// each checkpoint: `checkpointsPerEpoch` evenly spread over an epoch, one of them its end, and the start where that is the null model or
  /// a linear one.
  ///
  /// - Without validation rows every epoch counts as the best: training ends after `maxEpochs`, the loss is 0.
  /// - Without training rows, or with `maxEpochs` 0, the outputs are those of the initial weights, `bestEpoch` is 0.
  /// - When the loss stops being a number, training ends with the best weights so far.
  ///
  /// Traps on an encoder that is not registered, on rows out of range, on a batch size below 1 and on a shape that the
  /// encoder cannot have. O(epochs * rows * parameters), less for sparse inputs.
  public func fit(_ request: FitRequest) -> FitResult {
    let denormals = kindred_flush_denormals()
    defer { kindred_restore_denormals(denormals) }
    let session = session(for: request.settings.encoder.name)
    session.begin(request)
    var checkpoints = Checkpoints(session, request)
    let epochs = train(session, request.settings, &checkpoints)
    return checkpoints.result(epochs: epochs)
  }

  /// Returns the epochs begun.
  private func train(
    _ session: TrainingSession, _ settings: TrainingSettings, _ checkpoints: inout Checkpoints
  ) -> Int {
    let steps = session.stepCount
    guard steps > 0, settings.maxEpochs > 0 else { return 0 }
    if settings.headStart == .baseRate, !checkpoints.judge(epoch: 0) { return 0 }
    for epoch in 1...settings.maxEpochs {
      session.beginEpoch(epoch)
      for step in 0..<steps {
        session.train(step: step)
        if settings.isCheckpoint(step: step, of: steps), !checkpoints.judge(epoch: epoch) { return epoch }
      }
    }
    return settings.maxEpochs
  }
}
