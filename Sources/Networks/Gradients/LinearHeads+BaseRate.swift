internal import RealModule

extension LinearHeads {
  /// Sets the bias of a head with cross-entropy to the log odds of its training targets; others keep
  /// theirs, and so do heads whose rows have offsets, which hold the odds.
  ///
  /// One half is added to both classes, so that a head with a single class has finite odds.
  func startAtBaseRate(_ head: Int, _ data: HeadData) {
    guard losses[head] == .crossEntropy, data.train.offsets == nil else { return }
    let positives = data.train.targets.reduce(0.5) { $0 + Double($1) }
    let negatives = Double(data.train.targets.count) + 1 - positives
    setBias(of: head, to: Float(Double.log(positives / negatives)))
  }

  /// Makes a head the null model: weights 0, the bias at the mean of the training targets or at their log odds, or at 0
  /// where offsets hold both.
  func startAsNullModel(_ head: Int, _ data: HeadData) {
    clearWeights(of: head)
    guard data.train.offsets == nil, !data.train.targets.isEmpty else { return }
    let sum = data.train.targets.reduce(0) { $0 + Double($1) }
    if losses[head] == .squaredError { setBias(of: head, to: Float(sum / Double(data.train.targets.count))) }
    startAtBaseRate(head, data)
  }
}
