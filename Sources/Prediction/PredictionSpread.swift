internal import LinearAlgebra
internal import Statistics

/// How far expected gains may lie from their predictions.
///
/// The variance is that of the linear part of the model given the labels, with the products' variance counted to it, plus
/// what is left of the effects, plus a constant: what no input explains, and what the products leave more than this says on
/// average over pairs. It takes a few hundred numbers where the exact variance takes a few hundred thousand.
struct PredictionSpread: Codable, Equatable, Sendable {
  /// Covariance of (constant, linear coefficients): row by row, lower triangle.
  let covariance: [[Double]]
  let targetVariances: [Double]
  let partnerVariances: [Double]
  var unexplained: Double
  /// Standard deviations on either side of a prediction that the wanted share of left-out labels lies within.
  var multiplier: Double = 1

  /// Standard deviations of pairs with the given standardised inputs: (pairs, inputs).
  func deviations(at inputs: Matrix<Double>, of pairs: [OrderedPair]) -> [Double] {
    let width = inputs.columns
    precondition(covariance.count == width + 1, "one coefficient an input and a constant")
    var linear = Matrix<Double>(rows: width, columns: width)
    for row in 0..<width {
      for column in 0...row {
        linear[row, column] = covariance[row + 1][column + 1]
        linear[column, row] = covariance[row + 1][column + 1]
      }
    }
    let product = inputs.multiplied(by: linear)
    let cross = inputs.multiplied(by: covariance.dropFirst().map { $0[0] })
    return pairs.indices.map { index in
      var value = covariance[0][0] + 2 * cross[index]
      for position in index * width..<(index + 1) * width {
        value += product.elements[position] * inputs.elements[position]
      }
      value += targetVariances[pairs[index].target] + partnerVariances[pairs[index].partner]
      return (max(0, value) + unexplained).squareRoot()
    }
  }

  /// The same with the constant that makes its mean over some unmeasured pairs equal to the exact one.
  func matched(to fit: PredictorFit) -> PredictionSpread {
    var result = self
    let (fresh, exact) = fit.exactVariances(atMost: 400)
    let rough = deviations(at: fresh.standardised, of: fresh.pairs).map { $0 * $0 }
    let missing = zip(exact, rough).reduce(0) { $0 + $1.0 - $1.1 } / Double(max(exact.count, 1))
    result.unexplained = max(fit.variances.unexplained, missing)
    return result
  }
}
