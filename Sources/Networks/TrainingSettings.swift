/// How one network is trained; the same for every job of a study.
public struct TrainingSettings: Codable, Equatable, Sendable {
  public var encoder: EncoderSettings
  /// Adam's step size.
  public var learningRate: Double
  /// Rows a step: of the panel where rows are shared, of each task where they are not.
  public var batchSize: Int
  public var maxEpochs: Int
  /// Epochs without a better validation loss before training stops.
  public var patience: Int
  /// What a running average of the weights keeps at each epoch, 0..<1; the average is validated and tested. 0: the latest
  /// weights themselves.
  public var averageDecay: Double

  public init(
    encoder: EncoderSettings = EncoderSettings(), learningRate: Double = 1e-3, batchSize: Int = 64,
    maxEpochs: Int = 1000, patience: Int = 50, averageDecay: Double = 0
  ) {
    self.encoder = encoder
    self.learningRate = learningRate
    self.batchSize = batchSize
    self.maxEpochs = maxEpochs
    self.patience = patience
    self.averageDecay = averageDecay
  }
}
