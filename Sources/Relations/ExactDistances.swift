internal import CKernels
internal import LinearAlgebra

/// Sums of Euclidean distances in double precision, for the few that small differences are taken of.
struct ExactDistances: Sendable {
  /// (pool rows, features).
  let rows: Matrix<Float>
  let members: [[Int32]]

  private static let width = 8

  /// The sum of the distances of all ordered pairs of rows of each task. O(n^2 features) a task.
  func sumsWithinTasks(threads: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: members.count)
    sums.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      parallelFor(members.count, threads: threads) { task in slots[task] = sum(task, task) }
    }
    return sums
  }

  /// The sum of the distances of all cross pairs. O(n_a n_b features).
  func sum(_ a: Int, _ b: Int) -> Double {
    let columns = rows.columns
    let others = rows.selectingRows(members[b].map(Int.init))
    var lanes = [Double](repeating: 0, count: columns * Self.width)
    var sums = [Double](repeating: 0, count: Self.width)
    var total = 0.0
    for begin in stride(from: 0, to: members[a].count, by: Self.width) {
      let block = members[a][begin..<min(begin + Self.width, members[a].count)]
      for (lane, row) in block.enumerated() {
        for column in 0..<columns {
          lanes[column * Self.width + lane] = Double(rows.elements[Int(row) * columns + column])
        }
      }
      kindred_exact_distance_sums(lanes, others.elements, others.rows, columns, &sums)
      for lane in 0..<block.count { total += sums[lane] }
    }
    return total
  }
}
