internal import COpenBLAS

/// Keeps OpenBLAS to the calling thread; Kindred is parallel outside of it. Idempotent.
public func useSingleThreadedBLAS() { openblas_set_num_threads(1) }

/// The name of the kernels that OpenBLAS chose for this machine, such as `Haswell` or `SkylakeX`.
package var blasCoreName: String { String(cString: openblas_get_corename()) }

extension Matrix where Element == Float {
  /// `self * other` by `sgemm`; (m, k) x (k, n) -> (m, n).
  public func multiplied(by other: Matrix<Float>) -> Matrix<Float> {
    precondition(columns == other.rows, "inner sizes differ")
    var result = Matrix<Float>(rows: rows, columns: other.columns)
    guard rows > 0 && columns > 0 && other.columns > 0 else { return result }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, CInt(rows), CInt(other.columns), CInt(columns), 1, elements,
      CInt(columns), other.elements, CInt(other.columns), 0, &result.elements, CInt(other.columns))
    return result
  }

  /// `self * transpose(other)` by `sgemm`; (m, k) x (n, k) -> (m, n).
  public func multiplied(byTransposeOf other: Matrix<Float>) -> Matrix<Float> {
    precondition(columns == other.columns, "inner sizes differ")
    var result = Matrix<Float>(rows: rows, columns: other.rows)
    guard rows > 0 && columns > 0 && other.rows > 0 else { return result }
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, CInt(rows), CInt(other.rows), CInt(columns), 1, elements,
      CInt(columns), other.elements, CInt(other.columns), 0, &result.elements, CInt(other.rows))
    return result
  }
}

extension Matrix where Element == Double {
  /// `self * other` by `dgemm`; (m, k) x (k, n) -> (m, n).
  public func multiplied(by other: Matrix<Double>) -> Matrix<Double> {
    precondition(columns == other.rows, "inner sizes differ")
    var result = Matrix<Double>(rows: rows, columns: other.columns)
    guard rows > 0 && columns > 0 && other.columns > 0 else { return result }
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, CInt(rows), CInt(other.columns), CInt(columns), 1, elements,
      CInt(columns), other.elements, CInt(other.columns), 0, &result.elements, CInt(other.columns))
    return result
  }

  /// `self * transpose(other)` by `dgemm`; (m, k) x (n, k) -> (m, n).
  public func multiplied(byTransposeOf other: Matrix<Double>) -> Matrix<Double> {
    precondition(columns == other.columns, "inner sizes differ")
    var result = Matrix<Double>(rows: rows, columns: other.rows)
    guard rows > 0 && columns > 0 && other.rows > 0 else { return result }
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, CInt(rows), CInt(other.rows), CInt(columns), 1, elements,
      CInt(columns), other.elements, CInt(other.columns), 0, &result.elements, CInt(other.rows))
    return result
  }
}
