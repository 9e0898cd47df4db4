internal import COpenBLAS

extension Matrix where Element == Double {
  /// `self * vector` by `dgemv`; (m, k) x (k) -> (m).
  public func multiplied(by vector: [Double]) -> [Double] {
    precondition(columns == vector.count, "sizes differ")
    var result = [Double](repeating: 0, count: rows)
    guard rows > 0 && columns > 0 else { return result }
    cblas_dgemv(
      CblasRowMajor, CblasNoTrans, CInt(rows), CInt(columns), 1, elements, CInt(columns), vector, 1, 0, &result, 1)
    return result
  }

  /// `transpose(self) * vector` by `dgemv`; (m, k)' x (m) -> (k).
  public func transposeMultiplied(by vector: [Double]) -> [Double] {
    precondition(rows == vector.count, "sizes differ")
    var result = [Double](repeating: 0, count: columns)
    guard rows > 0 && columns > 0 else { return result }
    cblas_dgemv(
      CblasRowMajor, CblasTrans, CInt(rows), CInt(columns), 1, elements, CInt(columns), vector, 1, 0, &result, 1)
    return result
  }

  /// `transpose(self) * other` by `dgemm`; (m, k)' x (m, n) -> (k, n).
  public func transposeMultiplied(by other: Matrix<Double>) -> Matrix<Double> {
    precondition(rows == other.rows, "inner sizes differ")
    var result = Matrix<Double>(rows: columns, columns: other.columns)
    guard rows > 0 && columns > 0 && other.columns > 0 else { return result }
    cblas_dgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, CInt(columns), CInt(other.columns), CInt(rows), 1, elements,
      CInt(columns), other.elements, CInt(other.columns), 0, &result.elements, CInt(other.columns))
    return result
  }
}
