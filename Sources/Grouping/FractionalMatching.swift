internal import LinearAlgebra

/// The bound of the fractional matching: what tasks could gain if each could be split over its partners.
///
/// In a partition a group of m gives each of its pairs the weight 1/(m-1), so the plan's value is at most
/// sum over pairs of x_ij (A_ij+ + A_ji+) with every task's weights summing to at most 1. The maximum over all such x is a
/// linear programme whose dual is: least sum u_i with u_i + u_j >= A_ij+ + A_ji+. Its optimum is half that of the
/// assignment problem on the doubled graph (Balinski 1965), solved here by shortest augmenting paths
/// (Jonker & Volgenant 1987), O(n^3) at worst.
enum FractionalMatching {
  /// A valid bound for partitions without linked tasks and without a positive size effect.
  static func bound(of problem: GroupingProblem) -> Double {
    let count = problem.count
    var weights = [Double](repeating: 0, count: count * count)
    for (a, blockA) in problem.blocks.enumerated() {
      for (b, blockB) in problem.blocks.enumerated() where a != b && !problem.conflict(a, b) {
        let (i, j) = (blockA[0], blockB[0])
        let both = max(0, problem.affinities[i, j]) + max(0, problem.affinities[j, i])
        weights[i * count + j] = problem.correction.slope * both
      }
    }
    return maximumAssignment(weights, count: count) / 2
  }

  /// The greatest sum of weights[i, p(i)] over all permutations p; `weights` is (count, count) row-major.
  static func maximumAssignment(_ weights: [Double], count: Int) -> Double {
    guard count > 0 else { return 0 }
    // Costs are negated weights; index 0 of the column arrays is the row being placed.
    var rowPotential = [Double](repeating: 0, count: count + 1)
    var columnPotential = [Double](repeating: 0, count: count + 1)
    var rowOf = [Int](repeating: 0, count: count + 1)
    for row in 1...count {
      rowOf[0] = row
      augment(weights, count: count, rowOf: &rowOf, rows: &rowPotential, columns: &columnPotential)
    }
    return (1...count).reduce(0) { $0 + weights[(rowOf[$1] - 1) * count + $1 - 1] }
  }

  /// Finds the shortest path from the row in rowOf[0] to a free column and assigns along it.
  private static func augment(
    _ weights: [Double], count: Int, rowOf: inout [Int], rows: inout [Double], columns: inout [Double]
  ) {
    var distance = [Double](repeating: .infinity, count: count + 1)
    var previous = [Int](repeating: 0, count: count + 1)
    var open = Array(1...count)
    var reached = [0]
    var column = 0
    repeat {
      let start = (rowOf[column] - 1) * count - 1
      let potential = rows[rowOf[column]]
      var (nearest, nearestAt) = (Double.infinity, 0)
      for position in open.indices {
        let next = open[position]
        let reduced = -weights[start + next] - potential - columns[next]
        if reduced < distance[next] { (distance[next], previous[next]) = (reduced, column) }
        if distance[next] < nearest { (nearest, nearestAt) = (distance[next], position) }
      }
      for index in reached {
        rows[rowOf[index]] += nearest
        columns[index] -= nearest
      }
      for next in open { distance[next] -= nearest }
      column = open.remove(at: nearestAt)
      reached.append(column)
    } while rowOf[column] != 0
    while column != 0 {
      rowOf[column] = rowOf[previous[column]]
      column = previous[column]
    }
  }
}
