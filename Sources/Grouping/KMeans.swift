package import LinearAlgebra

/// Lloyd's k-means from k-means++ starts (Arthur & Vassilvitskii 2007), the best of a few.
package enum KMeans {
  /// A cluster in 0..<clusters for each row of `points`; some clusters may stay empty.
  ///
  /// O(starts iterations rows clusters columns).
  package static func labels(of points: Matrix<Double>, clusters: Int, starts: Int = 2, stream: RandomStream) -> [Int] {
    precondition(clusters > 0, "k-means makes at least one cluster")
    guard clusters > 1, points.rows > 1 else { return [Int](repeating: 0, count: points.rows) }
    var best: (labels: [Int], error: Double)?
    for start in 0..<starts {
      var draw = stream.split("k-means", start)
      let run = lloyd(points, centres: seeds(points, clusters: clusters, draw: &draw))
      if best.map({ run.error < $0.error }) ?? true { best = run }
    }
    return best?.labels ?? []
  }

  /// Rows drawn with a chance in proportion to the squared distance to the nearest row drawn before.
  private static func seeds(_ points: Matrix<Double>, clusters: Int, draw: inout RandomStream) -> Matrix<Double> {
    var chosen = [draw.below(points.rows)]
    var nearest = [Double](repeating: .infinity, count: points.rows)
    while chosen.count < clusters {
      for row in 0..<points.rows {
        nearest[row] = min(nearest[row], squaredDistance(points, row, points, chosen[chosen.count - 1]))
      }
      var left = draw.uniform() * nearest.reduce(0, +)
      var next = points.rows - 1
      for row in 0..<points.rows {
        left -= nearest[row]
        if left < 0 {
          next = row
          break
        }
      }
      chosen.append(next)
    }
    return points.selectingRows(chosen)
  }

  private static func lloyd(_ points: Matrix<Double>, centres start: Matrix<Double>) -> (labels: [Int], error: Double) {
    var centres = start
    var labels = [Int](repeating: -1, count: points.rows)
    var error = 0.0
    for _ in 0..<30 {
      var changed = false
      error = 0
      for row in 0..<points.rows {
        var (best, bestDistance) = (0, Double.infinity)
        for centre in 0..<centres.rows {
          let distance = squaredDistance(points, row, centres, centre)
          if distance < bestDistance { (best, bestDistance) = (centre, distance) }
        }
        error += bestDistance
        if labels[row] != best { (labels[row], changed) = (best, true) }
      }
      if !changed { break }
      centres = means(points, labels: labels, previous: centres)
    }
    return (labels, error)
  }

  /// The means of the clusters; one without rows keeps its centre.
  private static func means(_ points: Matrix<Double>, labels: [Int], previous: Matrix<Double>) -> Matrix<Double> {
    var sums = Matrix<Double>(rows: previous.rows, columns: previous.columns)
    var counts = [Int](repeating: 0, count: previous.rows)
    for (row, label) in labels.enumerated() {
      counts[label] += 1
      for column in 0..<points.columns { sums[label, column] += points[row, column] }
    }
    for label in counts.indices {
      for column in 0..<points.columns {
        sums[label, column] =
          counts[label] > 0 ? sums[label, column] / Double(counts[label]) : previous[label, column]
      }
    }
    return sums
  }

  @inline(__always)
  private static func squaredDistance(_ a: Matrix<Double>, _ i: Int, _ b: Matrix<Double>, _ j: Int) -> Double {
    var sum = 0.0
    for column in 0..<a.columns {
      let difference = a.elements[i &* a.columns &+ column] - b.elements[j &* b.columns &+ column]
      sum += difference * difference
    }
    return sum
  }
}
