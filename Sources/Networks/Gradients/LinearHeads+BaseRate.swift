internal import RealModule

extension LinearHeads {
  /// Sets the bias of a head with cross-entropy to the log odds of its training targets; others keep theirs.
  ///
  /// One half is added to both classes, so that a head with a single class has finite odds.
  func startAtBaseRate(_ head: Int, _ data: HeadData) {
    guard losses[head] == .crossEntropy else { return }
    let positives = data.train.targets.reduce(0.5) { $0 + Double($1) }
    let negatives = Double(data.train.targets.count) + 1 - positives
    setBias(of: head, to: Float(Double.log(positives / negatives)))
  }
}
