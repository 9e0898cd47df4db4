internal import Diagnostics
package import LinearAlgebra

/// Spectral clustering of the symmetrised affinities, the number of groups chosen by the value of the plan.
///
/// The leading eigenvectors of D^-1/2 W D^-1/2, W = max(0, (A + A')/2) without the diagonal, rows scaled to unit length, are
/// clustered by k-means (Ng, Jordan & Weiss 2001) for every number of groups up to 8 and
/// then in steps of a quarter up to half the tasks. Each
/// clustering is split where it breaks links or sizes, mended, and valued. O(n^3) for the eigenvectors.
package struct SpectralSolver: GroupSolver {
  package let name = SolverName.spectral.rawValue
  /// The most eigenvectors that are used.
  package var dimensions: Int

  package init(dimensions: Int = 32) {
    precondition(dimensions > 0, "a spectral embedding has at least one dimension")
    self.dimensions = dimensions
  }

  package func solve(_ problem: GroupingProblem, stream: RandomStream) throws -> GroupingResult {
    useSingleThreadedBLAS()
    let search = SearchValues(problem)
    let mend = PlanMending(search: search)
    let count = problem.blocks.count
    let embedding = Self.embedding(problem, dimensions: min(dimensions, count))
    var best = mend.mend(labels: Array(0..<count))
    for clusters in clusterCounts(upTo: count / 2, inStepsOfOneIn: 4) {
      let coordinates = Self.leadingRows(embedding, dimensions: min(clusters, embedding.columns))
      let labels = KMeans.labels(of: coordinates, clusters: clusters, stream: stream.split("spectral", clusters))
      let partition = mend.mend(labels: labels)
      if partition.score(search).isBetter(than: best.score(search)) { best = partition }
    }
    let plan = best.plan(problem)
    guard problem.violations(of: plan).isEmpty else { throw UserError.noPlan(solver: name) }
    return GroupingResult(solver: name, plan: plan, bound: UpperBound.best(of: problem, reached: plan.value))
  }

  /// (blocks, dimensions): column k is the eigenvector of the k-th largest eigenvalue.
  private static func embedding(_ problem: GroupingProblem, dimensions: Int) -> Matrix<Double> {
    let count = problem.blocks.count
    var weights = BlockAffinities.symmetric(problem)
    for index in weights.elements.indices { weights.elements[index] = max(0, weights.elements[index]) }
    let scale = (0..<count).map { row in
      let degree = weights.row(row).reduce(0, +)
      return degree > 0 ? 1 / degree.squareRoot() : 0
    }
    for row in 0..<count { for column in 0..<count { weights[row, column] *= scale[row] * scale[column] } }
    let eigen = SymmetricEigen(weights)
    var result = Matrix<Double>(rows: count, columns: dimensions)
    for column in 0..<dimensions {
      for row in 0..<count { result[row, column] = eigen.vectors[count - 1 - column, row] }
    }
    return result
  }

  /// The first columns with rows scaled to unit length; a row of zeros stays.
  private static func leadingRows(_ embedding: Matrix<Double>, dimensions: Int) -> Matrix<Double> {
    var result = Matrix<Double>(rows: embedding.rows, columns: dimensions)
    for row in 0..<embedding.rows {
      var length = 0.0
      for column in 0..<dimensions { length += embedding[row, column] * embedding[row, column] }
      guard length > 0 else { continue }
      for column in 0..<dimensions { result[row, column] = embedding[row, column] / length.squareRoot() }
    }
    return result
  }
}
