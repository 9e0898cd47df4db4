package import LinearAlgebra

/// Anchored surgery: the focal gradient stays, each conflicting partner is projected onto the plane orthogonal to it, and
/// all are averaged.
///
/// A variant of PCGrad that privileges one task. Without a focal gradient (no focal rows in the step) nothing conflicts
/// and it is the average. O(K).
package struct AnchoredCombiner: GradientCombiner {
  package init() {}

  package var needsFocal: Bool { true }

  package func weights(gram: Matrix<Double>, focal: Int?, random: RandomStream) -> [Double] {
    guard let focal else { preconditionFailure("the anchored combiner needs a focal task") }
    let share = 1 / Double(gram.rows)
    var weights = [Double](repeating: share, count: gram.rows)
    guard gram[focal, focal] > 0 else { return weights }
    for task in 0..<gram.rows where task != focal && gram[focal, task] < 0 {
      weights[focal] -= share * gram[focal, task] / gram[focal, focal]
    }
    return weights
  }
}
