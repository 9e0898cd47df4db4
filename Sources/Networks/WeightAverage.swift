/// A running average of a network's weights over epochs (Polyak & Juditsky 1992; Izmailov et al. 2018).
///
/// The average validates and tests, the latest weights go on training: the luck of the last steps, and of the epoch that
/// happens to be best, is smoothed away.
///
///     a_t = d_t a_(t-1) + (1 - d_t) w_t,   d_t = min(decay, 1 - 1 / t)
///
/// so that the first epochs are averaged evenly and the initial weights are never part of it.
final class WeightAverage {
  private let average = FloatBuffer()
  private var decay = 0.0
  private var epochs = 0

  /// Starts anew. `decay` lies in 0..<1; 0 follows the latest weights.
  func reset(count: Int, decay: Double) {
    precondition(decay >= 0 && decay < 1, "an average's decay lies in 0..<1")
    average.resize(count)
    self.decay = decay
    epochs = 0
  }

  /// Takes in the weights at the end of an epoch and puts the average in their place.
  func addAndExchange(_ weights: FloatBuffer) {
    precondition(weights.count == average.count, "weights of another network")
    epochs += 1
    let keep = Float(min(decay, 1 - 1 / Double(epochs)))
    let (a, w) = (average.base, weights.base)
    for index in 0..<weights.count {
      let latest = w[index]
      w[index] = keep * a[index] + (1 - keep) * latest
      a[index] = latest
    }
  }

  /// Puts the latest weights back and keeps the average.
  func exchangeBack(_ weights: FloatBuffer) {
    let (a, w) = (average.base, weights.base)
    for index in 0..<weights.count { swap(&a[index], &w[index]) }
  }
}
