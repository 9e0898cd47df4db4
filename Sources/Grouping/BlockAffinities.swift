internal import LinearAlgebra

/// Affinities between blocks of tasks.
enum BlockAffinities {
  /// (blocks, blocks): mean of what the tasks of two blocks gain from each other; 0 on the diagonal and in conflicts.
  static func symmetric(_ problem: GroupingProblem) -> Matrix<Double> {
    let count = problem.blocks.count
    var result = Matrix<Double>(rows: count, columns: count)
    for a in 0..<count {
      for b in 0..<a where !problem.conflict(a, b) {
        var sum = 0.0
        for i in problem.blocks[a] {
          for j in problem.blocks[b] { sum += problem.affinities[i, j] + problem.affinities[j, i] }
        }
        let mean = sum / Double(2 * problem.blocks[a].count * problem.blocks[b].count)
        result[a, b] = mean
        result[b, a] = mean
      }
    }
    return result
  }
}
