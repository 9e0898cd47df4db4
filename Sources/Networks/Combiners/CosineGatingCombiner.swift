package import LinearAlgebra

/// Cosine gating: partners whose gradient points away from the focal task's are dropped, the rest is averaged.
///
/// A cosine of exactly 0 is kept. O(K). Source: Du et al. 2018, the unweighted rule of section 3.
package struct CosineGatingCombiner: GradientCombiner {
  package init() {}

  package var needsFocal: Bool { true }

  package func weights(gram: Matrix<Double>, focal: Int?, random: RandomStream) -> [Double] {
    guard let focal else { preconditionFailure("cosine gating needs a focal task") }
    let isKept = (0..<gram.rows).map { $0 == focal || gram[focal, $0] >= 0 }
    let share = 1 / Double(isKept.count { $0 })
    return isKept.map { $0 ? share : 0 }
  }
}
