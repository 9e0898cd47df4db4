/// Adam's step size over a training: a linear rise over the first steps, a factor after each epoch.
struct StepSize {
  private let rate: Double
  private let warmUpSteps: Int
  private let decay: Double
  private var steps = 0
  private var factor = 1.0

  init(_ settings: TrainingSettings, stepsPerEpoch: Int) {
    rate = settings.learningRate
    warmUpSteps = Int((settings.warmUpEpochs * Double(stepsPerEpoch)).rounded())
    decay = settings.rateDecay
  }

  /// Epochs count from 1.
  mutating func beginEpoch(_ epoch: Int) {
    factor = 1
    if decay < 1 { for _ in 1..<max(epoch, 1) { factor *= decay } }
  }

  /// The size of the step that comes next.
  mutating func next() -> Double {
    steps += 1
    guard steps < warmUpSteps else { return rate * factor }
    return rate * factor * Double(steps) / Double(warmUpSteps)
  }
}
