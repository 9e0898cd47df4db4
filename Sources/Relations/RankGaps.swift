internal import CKernels
internal import LinearAlgebra
internal import Statistics

/// Gaps of mean ranks of every pair of tasks in the features that are not binary, from one sorted column a feature.
///
/// The mean ranks of a and b in their pooled rows (average ranks for ties) are (n_a + n_b) |A - 1/2| apart, where A is the
/// probability that a value of a exceeds one of b, ties counting half (Mann & Whitney 1947). Walking up a sorted column
/// with the number of values of each task below gives the counts for all pairs: O(memberships * tasks) a feature.
struct RankGaps: Sendable {
  /// The sum over features of |A - 1/2|.
  private let sums: PairTable<Double>

  /// The gaps of the given features over the pool's rows, (pool rows, all features). The features are dealt to a fixed
  /// number of stripes, so the result does not depend on `threads`.
  init(_ rows: Matrix<Float>, features: [Int], pool: RowPool, threads: Int) {
    let taskCount = pool.members.count
    let sizes = pool.members.map { Double($0.count) }
    let stripeCount = min(taskCount > 512 ? 4 : 8, features.count)
    let atOnce = taskCount > 512 ? max(threads, 1) : max(stripeCount, 1)
    var sums = PairTable(taskCount: taskCount) { _ in 0.0 }
    for first in stride(from: 0, to: stripeCount, by: atOnce) {
      nonisolated(unsafe) let stripes = (first..<min(first + atOnce, stripeCount)).map { _ in
        LaneBuffer<Double>(sums.values.count, filledWith: 0)
      }
      parallelFor(stripes.count, threads: threads) { place in
        let wins = LaneBuffer<Double>(taskCount * taskCount, filledWith: 0)
        let below = LaneBuffer<Double>(taskCount, filledWith: 0)
        for index in stride(from: first + place, to: features.count, by: stripeCount) {
          Self.count(rows.column(features[index]), pool: pool, below: below, wins: wins)
          Self.addGaps(of: wins, sizes: sizes, to: stripes[place])
        }
      }
      for stripe in stripes {
        for index in sums.values.indices { sums.values[index] += stripe.start[index] }
      }
    }
    self.sums = sums
  }

  /// The sum over the features of |A - 1/2| for two tasks in either order.
  func sum(_ a: Int, _ b: Int) -> Double { sums[a, b] }

  /// Adds |A - 1/2| of one feature, pair by pair.
  private static func addGaps(of wins: LaneBuffer<Double>, sizes: [Double], to sums: LaneBuffer<Double>) {
    var pair = 0
    for a in sizes.indices {
      for b in a + 1..<max(sizes.count, a + 1) {
        sums.start[pair] += (wins.start[a * sizes.count + b] / (2 * sizes[a] * sizes[b]) - 0.5).magnitude
        pair += 1
      }
    }
  }

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
