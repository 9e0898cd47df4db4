internal import RealModule

/// The probability that |t| is at most `x` for Student's t with `freedom` degrees of freedom, x at least 0.
///
/// The finite sums in the angle atan(x / sqrt(freedom)) of Abramowitz & Stegun 1964, 26.7.3 and 26.7.4.
package func studentCentralProbability(_ x: Double, freedom: Int) -> Double {
  precondition(x >= 0 && freedom >= 1, "a distance and degrees of freedom")
  let angle = Double.atan(x / Double(freedom).squareRoot())
  let (sine, cosine) = (Double.sin(angle), Double.cos(angle))
  let isOdd = !freedom.isMultiple(of: 2)
  var term = isOdd ? cosine : 1
  var sum = freedom == 1 ? 0 : term
  for power in stride(from: isOdd ? 3 : 2, to: freedom - 1, by: 2) {
    term *= cosine * cosine * Double(power - 1) / Double(power)
    sum += term
  }
  return isOdd ? 2 / Double.pi * (angle + sine * sum) : sine * sum
}

/// The x below which Student's t with `freedom` degrees of freedom falls with the given probability, by bisection; from 1000
/// degrees on the normal one. Traps outside (0, 1) and below one degree.
package func studentQuantile(_ probability: Double, freedom: Int) -> Double {
  precondition(probability > 0 && probability < 1 && freedom >= 1, "a probability and degrees of freedom")
  if freedom >= 1000 { return normalQuantile(probability) }
  if probability < 0.5 { return -studentQuantile(1 - probability, freedom: freedom) }
  let central = 2 * probability - 1
  // In the angle, which is bounded.
  var range = (lower: 0.0, upper: Double.pi / 2)
  let root = Double(freedom).squareRoot()
  for _ in 0..<60 {
    let middle = (range.lower + range.upper) / 2
    if studentCentralProbability(root * Double.tan(middle), freedom: freedom) < central {
      range.lower = middle
    } else {
      range.upper = middle
    }
  }
  return root * Double.tan((range.lower + range.upper) / 2)
}

/// The interval of Wilson (1927) for a share: of `count` independent trials a share of `share` held.
package func shareInterval(_ share: Double, of count: Int, coverage: Double = 0.9) -> [Double] {
  precondition(count >= 1 && share >= 0 && share <= 1, "a share of some trials")
  let z = normalQuantile((1 + coverage) / 2)
  let n = Double(count)
  let center = (share + z * z / (2 * n)) / (1 + z * z / n)
  let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
  return [max(0, center - half), min(1, center + half)]
}
