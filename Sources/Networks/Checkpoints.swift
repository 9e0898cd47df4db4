/// The checkpoints of one training: validates, remembers the best weights or outputs, and says when to stop.
struct Checkpoints {
  private let session: TrainingSession
  private let settings: TrainingSettings
  private var joint: EarlyStopping
  /// `Stopping.perHead`: the same for every head, and its test outputs at its best.
  private var perHead: [EarlyStopping]
  private var bestOutputs: [[Float]] = []

  init(_ session: TrainingSession, _ request: FitRequest) {
    self.session = session
    settings = request.settings
    joint = EarlyStopping(patience: settings.patience)
    perHead = request.heads.map { _ in EarlyStopping(patience: request.settings.patience) }
    if isPerHead { bestOutputs = session.testOutputs() }
  }

  private var isPerHead: Bool { settings.stopping == .perHead && session.hasValidation }

  /// Validates the weights, or their average from the first epoch on; whether to go on.
  mutating func judge(epoch: Int) -> Bool {
    guard session.hasValidation else { return true }
    guard settings.averageDecay > 0 && epoch > 0 else { return judgeWeights(epoch) }
    return session.withAveragedWeights { judgeWeights(epoch) }
  }

  private mutating func judgeWeights(_ epoch: Int) -> Bool {
    if isPerHead { return judgeHeads(epoch) }
    switch joint.judge(epoch: epoch, loss: session.validationLoss()) {
    case .best:
      session.keepWeights()
      return true
    case .goOn: return true
    case .stop: return false
    }
  }

  /// Goes on as long as some head does.
  private mutating func judgeHeads(_ epoch: Int) -> Bool {
    var improved: [Int] = []
    var goesOn = false
    for (head, loss) in session.validationLosses().enumerated() where session.validation.counts.base[head] > 0 {
      guard loss.isFinite else { return false }
      switch perHead[head].judge(epoch: epoch, loss: loss) {
      case .best: improved.append(head)
      case .goOn: break
      case .stop: continue
      }
      goesOn = true
    }
    if !improved.isEmpty {
      let outputs = session.testOutputs()
      for head in improved { bestOutputs[head] = outputs[head] }
    }
    return goesOn
  }

  /// What the training gave; the session has the best weights afterwards.
  func result(epochs: Int) -> FitResult {
    guard session.hasValidation else {
      return FitResult(testOutputs: session.testOutputs(), epochs: epochs, bestEpoch: epochs, validationLoss: 0)
    }
    guard !isPerHead || epochs == 0 else { return resultPerHead(epochs) }
    session.restoreWeights()
    let loss = joint.bestEpoch > 0 ? joint.bestLoss : session.validationLoss()
    return FitResult(
      testOutputs: session.testOutputs(), epochs: epochs, bestEpoch: joint.bestEpoch, validationLoss: loss)
  }

  /// A head without validation rows has the outputs of the last weights.
  private func resultPerHead(_ epochs: Int) -> FitResult {
    let last = session.testOutputs()
    var (outputs, total) = (bestOutputs, 0.0)
    for head in outputs.indices {
      if session.validation.counts.base[head] == 0 {
        outputs[head] = last[head]
      } else if perHead[head].bestLoss.isFinite {
        total += session.taskWeights[head] * perHead[head].bestLoss
      }
    }
    return FitResult(
      testOutputs: outputs, epochs: epochs, bestEpoch: perHead.map(\.bestEpoch).max() ?? 0, validationLoss: total)
  }
}
