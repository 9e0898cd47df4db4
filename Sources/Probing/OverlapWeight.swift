internal import Panels

/// How much a gradient similarity means, by what the two tasks share.
///
/// Gradients of tasks that are measured on different rows compare the rows rather than the tasks.
package enum OverlapWeight {
  /// Overlap up to which the weight is 0, and from which on it is 1.
  package static let ramp = 0.3...0.4

  /// The weight of a pair in [0, 1].
  ///
  /// The overlap is counted as shared / min(n_a, n_b), the containment of the smaller task in the larger, so that a small
  /// assay nested in a large one counts as covered though their Jaccard index is low. It is 0 up to 30 %, rises linearly
  /// and is 1 from 40 % on; with fewer than 20 shared entities it is 0.
  package static func weight(shared: Int, sizeA: Int, sizeB: Int) -> Double {
    let smaller = min(sizeA, sizeB)
    guard shared >= TaskOverlap.fewestShared, smaller > 0 else { return 0 }
    let overlap = Double(shared) / Double(smaller)
    let position = (overlap - ramp.lowerBound) / (ramp.upperBound - ramp.lowerBound)
    // 3/10 and 4/10 are not exact in binary: a hair below 1 is 1.
    return position > 1 - 1e-12 ? 1 : max(0, position < 1e-12 ? 0 : position)
  }
}
