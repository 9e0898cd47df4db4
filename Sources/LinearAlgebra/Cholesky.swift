internal import CLAPACKE
internal import COpenBLAS

/// The Cholesky factorisation A = L L' of a symmetric positive definite matrix.
package struct CholeskyFactor: Sendable {
  /// (n, n); L in the lower triangle, the upper one holds nothing of use.
  private let factor: Matrix<Double>

  package var size: Int { factor.rows }

  /// Factorises a symmetric (n, n) matrix by LAPACK's `dpotrf`, O(n^3); only the lower triangle is read.
  ///
  /// nil unless the matrix is positive definite to working precision. Traps on one that is not square.
  package init?(_ matrix: Matrix<Double>) {
    precondition(matrix.rows == matrix.columns, "only a square matrix can be symmetric")
    var factor = matrix
    if matrix.rows > 0 {
      // The lower triangle by rows is the upper one by columns.
      let size = CInt(matrix.rows)
      guard LAPACKE_dpotrf(LAPACK_COL_MAJOR, 0x55, size, &factor.elements, size) == 0 else { return nil }
      guard (0..<matrix.rows).allSatisfy({ factor.elements[$0 * (matrix.rows + 1)].isFinite }) else { return nil }
    }
    self.factor = factor
  }

  /// log det A.
  package var logDeterminant: Double {
    (0..<size).reduce(0) { $0 + 2 * logarithm(factor[$1, $1]) }
  }

  /// The solution x of A x = b.
  package func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == size, "the right side does not fit")
    var x = b
    guard size > 0 else { return x }
    let status = LAPACKE_dpotrs(
      LAPACK_COL_MAJOR, 0x55, CInt(size), 1, factor.elements, CInt(size), &x, CInt(size))
    precondition(status == 0, "dpotrs failed with status \(status)")
    return x
  }

  /// The solution X of A X = B; B: (n, m).
  package func solve(_ b: Matrix<Double>) -> Matrix<Double> {
    precondition(b.rows == size, "the right side does not fit")
    var columns = b.transposed
    guard size > 0 && b.columns > 0 else { return b }
    let status = LAPACKE_dpotrs(
      LAPACK_COL_MAJOR, 0x55, CInt(size), CInt(b.columns), factor.elements, CInt(size), &columns.elements, CInt(size))
    precondition(status == 0, "dpotrs failed with status \(status)")
    return columns.transposed
  }

  /// L^-1 B, whose columns have the squared lengths b' A^-1 b; B: (n, m).
  package func solveLower(_ b: Matrix<Double>) -> Matrix<Double> {
    precondition(b.rows == size, "the right side does not fit")
    var result = b
    guard size > 0 && b.columns > 0 else { return b }
    cblas_dtrsm(
      CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, CInt(size), CInt(b.columns), 1,
      factor.elements, CInt(size), &result.elements, CInt(b.columns))
    return result
  }

  /// The inverse of A, both triangles filled; O(n^3).
  package var inverse: Matrix<Double> {
    var result = factor
    guard size > 0 else { return result }
    let status = LAPACKE_dpotri(LAPACK_COL_MAJOR, 0x55, CInt(size), &result.elements, CInt(size))
    precondition(status == 0, "dpotri failed with status \(status)")
    for row in 0..<size {
      for column in 0..<row { result.elements[column * size + row] = result.elements[row * size + column] }
    }
    return result
  }
}
