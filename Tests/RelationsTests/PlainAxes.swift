import LinearAlgebra

/// The three leading eigenvectors of the covariance matrix, nil where the eigenvalue or its gaps are no more than 1e-6 of
/// the largest.
func plainAxes(_ rows: [[Double]]) -> [[Double]?] {
  let centre = meanRow(rows)
  let size = centre.count
  var covariance = Matrix<Double>(rows: size, columns: size)
  for row in rows {
    for i in 0..<size {
      for j in 0..<size { covariance[i, j] += (row[i] - centre[i]) * (row[j] - centre[j]) }
    }
  }
  let eigen = SymmetricEigen(covariance)
  let values = Array(eigen.values.reversed())
  let least = 1e-6 * values[0]
  return (0..<3).map { place in
    guard place < size, values[place] > least else { return nil }
    if place > 0 && values[place - 1] - values[place] <= least { return nil }
    if place + 1 < size && values[place] - values[place + 1] <= least { return nil }
    return eigen.vectors.row(size - 1 - place)
  }
}

/// Mean absolute cosine of the axes of equal place that both tasks have; NaN without one.
func plainAlignment(_ a: [[Double]], _ b: [[Double]]) -> Double {
  let cosines = zip(plainAxes(a), plainAxes(b)).compactMap { first, second -> Double? in
    guard let first, let second else { return nil }
    return zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }.magnitude
  }
  return cosines.isEmpty ? .nan : mean(cosines)
}
