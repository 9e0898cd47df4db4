/// Remembers the best epoch and says when to stop looking for a better one.
package struct EarlyStopping: Sendable {
  package let patience: Int
  /// The epoch (from 1) of the lowest validation loss so far; 0 before any.
  package private(set) var bestEpoch = 0
  package private(set) var bestLoss = Double.infinity

  package init(patience: Int) { self.patience = patience }

  package enum Verdict: Sendable {
    /// Lower than ever before: keep these weights.
    case best
    case goOn
    /// `patience` epochs without a better one, or the loss is no longer a number.
    case stop
  }

  /// Judges the validation loss of an epoch. Equal is not better; NaN or infinity stops.
  package mutating func judge(epoch: Int, loss: Double) -> Verdict {
    guard loss.isFinite else { return .stop }
    if loss < bestLoss {
      bestLoss = loss
      bestEpoch = epoch
      return .best
    }
    return epoch - bestEpoch >= patience ? .stop : .goOn
  }
}
