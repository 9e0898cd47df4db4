internal import LinearAlgebra

/// Pool rows of 0/1, each as the ascending indices of its ones.
struct BinaryRows: Sendable {
  let columns: Int
  /// Row r has its ones at `indices[starts[r]..<starts[r + 1]]`.
  let starts: [Int64]
  let indices: [Int32]

  /// The most features whose differences a 16-bit count holds, with room for two sentinels.
  static let mostColumns = Int(UInt16.max) - 2

  var count: Int { starts.count - 1 }

  func ones(ofRow row: Int) -> ArraySlice<Int32> { indices[Int(starts[row])..<Int(starts[row + 1])] }

  /// The given rows of a sparse matrix.
  init(_ matrix: SparseBinaryMatrix, rows: [Int]) {
    columns = matrix.columns
    var starts: [Int64] = [0]
    var indices: [Int32] = []
    starts.reserveCapacity(rows.count + 1)
    for row in rows {
      indices += matrix.indices[matrix.starts[row]..<matrix.starts[row + 1]]
      starts.append(Int64(indices.count))
    }
    self.starts = starts
    self.indices = indices
  }

  /// The given rows of a dense matrix, or nil if one of them holds anything but 0 and 1.
  init?(_ matrix: Matrix<Float>, rows: [Int]) {
    columns = matrix.columns
    var starts: [Int64] = [0]
    var indices: [Int32] = []
    for row in rows {
      for (feature, value) in matrix.elements[row * matrix.columns..<(row + 1) * matrix.columns].enumerated() {
        if value == 1 { indices.append(Int32(feature)) } else if value != 0 { return nil }
      }
      starts.append(Int64(indices.count))
    }
    self.starts = starts
    self.indices = indices
  }

  private init(columns: Int, starts: [Int64], indices: [Int32]) {
    self.columns = columns
    self.starts = starts
    self.indices = indices
  }

  /// Some of the rows, in the given order.
  func selecting(_ rows: [Int32]) -> BinaryRows {
    var starts: [Int64] = [0]
    var indices: [Int32] = []
    for row in rows {
      indices += ones(ofRow: Int(row))
      starts.append(Int64(indices.count))
    }
    return BinaryRows(columns: columns, starts: starts, indices: indices)
  }

  /// The root mean square distance of two rows.
  var typicalDistance: Double {
    guard count > 0 else { return 0 }
    var ones = [Int](repeating: 0, count: columns)
    for index in indices { ones[Int(index)] += 1 }
    let variance = ones.reduce(0.0) { sum, ones in
      let share = Double(ones) / Double(count)
      return sum + share * (1 - share)
    }
    return (2 * variance).squareRoot()
  }
}
