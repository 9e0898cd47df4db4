internal import Networks

/// A way of training that is known by name; a study begins from it and may change whatever it says.
public enum TrainingPreset: String, Codable, Sendable, CaseIterable {
  /// The protocol of the papers, and the default: trunk 64, 32, Adam at .001, no penalty, stopped by patience.
  case paper
  /// What chemprop 2 trains by on its own: one mean over the labelled cells, width 300, 50 epochs, of which two warm up from a
  /// small step size and the others let it fall tenfold, and the epoch with the lowest validation loss.
  case chemprop

  /// Puts the preset's way of training in the place of whatever the settings said; numbers of folds and replicates stay.
  public func apply(to settings: inout StudySettings) {
    let plain = StudySettings.ProtocolSection()
    settings.protocol.trunk = plain.trunk
    settings.protocol.learningRate = plain.learningRate
    settings.protocol.batchSize = plain.batchSize
    settings.protocol.maxEpochs = plain.maxEpochs
    settings.protocol.patience = plain.patience
    settings.training = TrainingSection()
    settings.training.like = self
    guard self == .chemprop else { return }
    settings.protocol.trunk = [300, 300]
    settings.protocol.maxEpochs = Self.chempropEpochs
    settings.protocol.patience = Self.chempropEpochs
    settings.training.all.objective = .cells
    settings.training.all.warmUpEpochs = 2
    // A tenth after the 48 epochs behind the warm-up.
    settings.training.all.rateDecay = 0.953
  }

  private static let chempropEpochs = 50

  /// All names, for messages.
  package static var allNames: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
