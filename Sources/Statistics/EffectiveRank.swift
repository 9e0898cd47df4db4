internal import RealModule
package import LinearAlgebra

/// The effective rank of a matrix: exp of the entropy of its singular values' shares, in [1, min(rows, columns)].
///
/// A k-dimensional isotropic cloud of rows gives k, a single direction 1. nil where all entries are 0 or there are none.
/// Traps on NaN. O(rows columns m + m^3) with m the smaller side. Source: Roy & Vetterli 2007, definition 1.
package func effectiveRank(_ matrix: Matrix<Double>) -> Double? {
  guard !matrix.elements.isEmpty else { return nil }
  let narrow = matrix.rows <= matrix.columns ? matrix : matrix.transposed
  let gram = narrow.multiplied(byTransposeOf: narrow)
  let singular = SymmetricEigen(gram).values.map { max($0, 0).squareRoot() }
  // Rounding leaves noise of this size in the square roots of vanishing eigenvalues.
  let floor = (singular.max() ?? 0) * Double.ulpOfOne.squareRoot()
  let kept = singular.filter { $0 > floor }
  let total = kept.reduce(0, +)
  guard total > 0 else { return nil }
  return Double.exp(kept.reduce(0) { $0 - $1 / total * Double.log($1 / total) })
}
