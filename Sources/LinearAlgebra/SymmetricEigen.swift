internal import CLAPACKE
internal import COpenBLAS

/// The eigendecomposition of a symmetric matrix, eigenvalues ascending.
package struct SymmetricEigen: Sendable {
  /// Ascending eigenvalues.
  package let values: [Double]
  /// Row k is the unit eigenvector of `values[k]`: (values, size).
  package let vectors: Matrix<Double>

  /// Decomposes a symmetric (n, n) matrix by LAPACK's `dsyevd`, O(n^3); only one triangle is read.
  ///
  /// n = 0 gives nothing. Traps on a matrix that is not square or holds NaN (dsyevd would not converge).
  package init(_ matrix: Matrix<Double>) {
    precondition(matrix.rows == matrix.columns, "only a square matrix can be symmetric")
    let size = matrix.rows
    guard size > 0 else {
      values = []
      vectors = matrix
      return
    }
    var vectors = matrix.elements
    var values = [Double](repeating: 0, count: size)
    // Column-major on a symmetric matrix: column k of the result is then row k of a row-major one.
    let status = LAPACKE_dsyevd(LAPACK_COL_MAJOR, 0x56, 0x55, CInt(size), &vectors, CInt(size), &values)
    precondition(status == 0, "dsyevd failed with status \(status)")
    self.values = values
    self.vectors = Matrix(rows: size, columns: size, elements: vectors)
  }
}
