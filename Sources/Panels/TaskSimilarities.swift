package import LinearAlgebra

/// Tanimoto similarities between the molecules of tasks: bits of both over bits of either (Tanimoto 1958), 1 for two
/// molecules without a bit.
package final class TaskSimilarities: Sendable {
  /// (tasks, tasks): the mean over all cross pairs of different molecules' rows, each molecule once a task.
  package let mean: Matrix<Double>
  /// (tasks, tasks): the mean over a's molecules of the greatest similarity to a molecule of b.
  package let nearest: Matrix<Double>

  /// Molecules that a thread compares before it takes the next.
  private static let block = 32

  /// - Parameters:
  ///   - molecules: of the panel's rows.
  ///   - rowsOfTasks: rows of each task, some of all.
  /// - Complexity: O(P^2 (bits + tasks)) for P different molecules.
  package init(_ molecules: RowMolecules, rowsOfTasks: [[Int]], threads: Int) {
    let members = rowsOfTasks.map { rows in Set(rows.map { Int(molecules.rows[$0]) }).sorted() }
    let pool = MoleculePool(molecules.table, members: members)
    let taskCount = members.count
    var sums = Matrix<Float>(rows: pool.count, columns: taskCount)
    var best = sums
    sums.elements.withUnsafeMutableBufferPointer { sums in
      best.elements.withUnsafeMutableBufferPointer { best in
        nonisolated(unsafe) let (sums, best) = (sums, best)
        parallelFor((pool.count + Self.block - 1) / Self.block, threads: threads) { index in
          let begin = index * Self.block
          let rows = begin..<min(begin + Self.block, pool.count)
          let similarities = pool.similarities(of: rows)
          let products = similarities.multiplied(by: pool.memberships)
          for (position, row) in rows.enumerated() {
            for task in 0..<taskCount { sums[row * taskCount + task] = products[position, task] }
            let found = pool.greatest(similarities.row(position))
            for task in 0..<taskCount { best[row * taskCount + task] = found[task] }
          }
        }
      }
    }
    let places = members.map { task in task.map { pool.place[$0] ?? 0 } }
    mean = Self.means(sums, of: places, divided: true, threads: threads)
    nearest = Self.means(best, of: places, divided: false, threads: threads)
  }

  /// By task, the mean of its molecules' lines; `divided` by the sizes of the other tasks.
  private static func means(
    _ lines: Matrix<Float>, of places: [[Int]], divided: Bool, threads: Int
  ) -> Matrix<Double> {
    let taskCount = places.count
    var result = Matrix<Double>(rows: taskCount, columns: taskCount)
    result.elements.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let cells = buffer
      parallelFor(taskCount, threads: threads) { task in
        var sums = [Double](repeating: 0, count: taskCount)
        for place in places[task] {
          for other in 0..<taskCount { sums[other] += Double(lines.elements[place * taskCount + other]) }
        }
        for other in 0..<taskCount {
          let count = Double(places[task].count) * (divided ? Double(places[other].count) : 1)
          cells[task * taskCount + other] = sums[other] / count
        }
      }
    }
    return result
  }
}
