internal import COpenBLAS

/// result = x y^T by `sgemm`, overwritten: the inner products of the rows of two buffers.
///
/// - Parameters:
///   - x: (rows, length), one row every `stride` floats.
///   - y: (otherRows, length), one row every `stride` floats.
///   - result: (rows, otherRows).
public func multiplyRows(
  _ x: UnsafePointer<Float>, rows: Int, _ y: UnsafePointer<Float>, otherRows: Int, length: Int, stride: Int,
  into result: UnsafeMutablePointer<Float>
) {
  precondition(stride >= length && rows >= 0 && otherRows >= 0, "rows do not overlap")
  guard rows > 0, otherRows > 0 else { return }
  guard length > 0 else { return result.update(repeating: 0, count: rows * otherRows) }
  cblas_sgemm(
    CblasRowMajor, CblasNoTrans, CblasTrans, CInt(rows), CInt(otherRows), CInt(length), 1, x, CInt(stride), y,
    CInt(stride), 0, result, CInt(otherRows))
}
