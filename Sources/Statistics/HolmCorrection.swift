/// Holm's step-down correction (1979): what each of several p-values is worth beside the others, in their order.
///
/// The i-th smallest of m is multiplied by m - i + 1, no smaller than what stands before it and at most 1.
package func holmCorrected(_ probabilities: [Double]) -> [Double] {
  var corrected = probabilities
  var least = 0.0
  for (place, index) in probabilities.indices.sorted(by: { probabilities[$0] < probabilities[$1] }).enumerated() {
    least = max(least, min(1, Double(probabilities.count - place) * probabilities[index]))
    corrected[index] = least
  }
  return corrected
}
