internal import RealModule

/// The density of the standard normal distribution.
package func normalDensity(_ x: Double) -> Double {
  Double.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
}

/// The probability that a standard normal number is at most x.
package func normalProbability(_ x: Double) -> Double {
  Double.erfc(-x / 2.0.squareRoot()) / 2
}

/// The x below which a standard normal number falls with the given probability, to about 1e-15.
///
/// -infinity at 0, infinity at 1; traps outside [0, 1]. Acklam's rational approximation (2003, relative error 1e-9), then
/// one step of Halley's method.
package func normalQuantile(_ probability: Double) -> Double {
  precondition(probability >= 0 && probability <= 1, "a probability lies in [0, 1]")
  if probability == 0 { return -.infinity }
  if probability == 1 { return .infinity }
  if probability > 0.5 { return -normalQuantile(1 - probability) }
  let start = approximateLowerQuantile(probability)
  let error = normalProbability(start) - probability
  let step = error / normalDensity(start)
  return start - step / (1 + start * step / 2)
}

/// Acklam's approximation for 0 < p <= 1/2.
private func approximateLowerQuantile(_ p: Double) -> Double {
  func horner(_ coefficients: [Double], _ x: Double) -> Double { coefficients.reduce(0) { $0 * x + $1 } }
  if p < 0.02425 {
    let q = (-2 * Double.log(p)).squareRoot()
    let top = horner(
      [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734, 4.374664141464968,
        2.938163982698783,
      ], q)
    return top
      / horner([7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1], q)
  }
  let q = p - 0.5
  let top = horner(
    [
      -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
      -3.066479806614716e+01, 2.506628277459239,
    ], q * q)
  return top * q
    / horner(
      [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
        -1.328068155288572e+01, 1,
      ], q * q)
}
