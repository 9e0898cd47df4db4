internal import CKernels
internal import LinearAlgebra

/// Gaps of mean ranks of every pair of tasks in the features that are not binary, from one sorted column a feature.
///
/// The mean ranks of a and b in their pooled rows (average ranks for ties) are (n_a + n_b) |A - 1/2| apart, where A is the
/// probability that a value of a exceeds one of b, ties counting half (Mann & Whitney 1947). Walking up a sorted column
/// with the number of values of each task below gives the counts for all pairs: O(memberships * tasks) a feature.
struct RankGaps: Sendable {
  private let taskCount: Int
  /// [a][b]: sum over features of |A - 1/2|.
  private let sums: [Double]

  /// The gaps of the given features over the pool's rows, (pool rows, all features). The features are dealt to a fixed
  /// number of stripes, so the result does not depend on `threads`.
  init(_ rows: Matrix<Float>, features: [Int], pool: RowPool, threads: Int) {
    let taskCount = pool.members.count
    self.taskCount = taskCount
    let sizes = pool.members.map { Double($0.count) }
    let stripeCount = min(taskCount > 512 ? 4 : 8, features.count)
    nonisolated(unsafe) let stripes = (0..<stripeCount).map { _ in
      LaneBuffer<Double>(taskCount * taskCount, filledWith: 0)
    }
    parallelFor(stripeCount, threads: threads) { stripe in
      let wins = LaneBuffer<Double>(taskCount * taskCount, filledWith: 0)
      let below = LaneBuffer<Double>(taskCount, filledWith: 0)
      for index in stride(from: stripe, to: features.count, by: stripeCount) {
        Self.count(rows.column(features[index]), pool: pool, below: below, wins: wins)
        for a in 0..<taskCount {
          for b in a + 1..<max(taskCount, a + 1) {
            let superiority = wins.start[a * taskCount + b] / (2 * sizes[a] * sizes[b])
            stripes[stripe].start[a * taskCount + b] += (superiority - 0.5).magnitude
          }
        }
      }
    }
    var sums = [Double](repeating: 0, count: taskCount * taskCount)
    for stripe in stripes {
      for index in sums.indices { sums[index] += stripe.start[index] }
    }
    self.sums = sums
  }

  /// The sum over the features of |A - 1/2| for two tasks in either order.
  func sum(_ a: Int, _ b: Int) -> Double { sums[min(a, b) * taskCount + max(a, b)] }

  /// wins[a][b] = twice the number of pairs in which the value of a is larger, plus the number of ties.
  private static func count(_ column: [Float], pool: RowPool, below: LaneBuffer<Double>, wins: LaneBuffer<Double>) {
    let order = column.indices.sorted { column[$0] < column[$1] }
    var tasks: [Int32] = []
    var groupEnds: [Int32] = []
    tasks.reserveCapacity(pool.tasks.count)
    for (place, row) in order.enumerated() {
      tasks += pool.tasks(ofRow: row)
      let isLast = place + 1 == order.count || column[order[place + 1]] != column[row]
      if isLast { groupEnds.append(Int32(tasks.count)) }
    }
    below.fill(with: 0)
    wins.fill(with: 0)
    kindred_rank_wins(tasks, groupEnds, groupEnds.count, below.count, below.start, wins.start)
  }
}
