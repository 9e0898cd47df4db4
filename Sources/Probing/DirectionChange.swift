internal import LinearAlgebra
public import Networks

/// How far a combiner turns a step away from the average of the gradients.
public struct DirectionChange: Sendable, Equatable {
  /// The rule whose direction it is.
  public let combiner: CombinerName
  /// Cosine between the combiner's direction and the average's; 1 means that the combiner does nothing.
  public let cosine: Double

  /// nil where either direction is 0.
  init?(_ name: CombinerName, gram: Matrix<Double>, focal: Int?, random: RandomStream) {
    let average = AverageCombiner().weights(gram: gram, focal: nil, random: random)
    let weights = name.combiner.weights(gram: gram, focal: focal, random: random)
    func product(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for i in a.indices { for j in b.indices { sum += a[i] * b[j] * gram[i, j] } }
      return sum
    }
    let scale = product(average, average) * product(weights, weights)
    guard scale > 0 else { return nil }
    combiner = name
    cosine = min(1, max(-1, product(average, weights) / scale.squareRoot()))
  }

  init(combiner: CombinerName, cosine: Double) {
    self.combiner = combiner
    self.cosine = cosine
  }
}
