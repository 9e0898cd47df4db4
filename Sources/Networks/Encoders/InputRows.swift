internal import LinearAlgebra

/// The rows of one fit, copied out of the panel's features once: row k here is row `rows[k]` there.
///
/// Dense rows lie contiguously; sparse ones as compressed sparse rows.
final class InputRows {
  private(set) var isSparse = false
  private(set) var features = 0
  private(set) var count = 0
  /// Dense: (count, stride), `features` padded to a multiple of 16.
  private(set) var stride = 0
  let values = FloatBuffer()
  /// Sparse: the ones of row k are `indices[starts[k]..<starts[k + 1]]`.
  let starts = AlignedBuffer<Int64>()
  let indices = AlignedBuffer<Int32>()

  func load(_ source: Features, rows: [Int]) {
    features = source.columns
    count = rows.count
    switch source {
    case .dense(let matrix):
      isSparse = false
      loadDense(matrix, rows: rows)
    case .sparse(let matrix):
      isSparse = true
      loadSparse(matrix, rows: rows)
    }
  }

  private func loadDense(_ matrix: Matrix<Float>, rows: [Int]) {
    stride = padded(features)
    values.resize(rows.count * stride)
    matrix.elements.withUnsafeBufferPointer { elements in
      for (k, row) in rows.enumerated() where features > 0 {
        precondition(row >= 0 && row < matrix.rows, "row out of range")
        (values.base + k * stride).update(from: elements.baseAddress! + row * features, count: features)
      }
    }
  }

  private func loadSparse(_ matrix: SparseBinaryMatrix, rows: [Int]) {
    starts.resize(rows.count + 1)
    for (k, row) in rows.enumerated() {
      starts.base[k + 1] = starts.base[k] + Int64(matrix.starts[row + 1] - matrix.starts[row])
    }
    indices.resize(Int(starts.base[rows.count]))
    matrix.indices.withUnsafeBufferPointer { source in
      for (k, row) in rows.enumerated() where matrix.starts[row + 1] > matrix.starts[row] {
        (indices.base + Int(starts.base[k])).update(
          from: source.baseAddress! + matrix.starts[row], count: matrix.starts[row + 1] - matrix.starts[row])
      }
    }
  }
}
