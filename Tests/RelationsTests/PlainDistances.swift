import Panels

/// Mean Euclidean distance between two different rows; NaN for one row.
func plainIntraDistance(_ rows: [[Double]]) -> Double {
  var distances: [Double] = []
  for first in rows.indices {
    for second in rows.indices where first != second {
      distances.append(squaredDistance(rows[first], rows[second]).squareRoot())
    }
  }
  return mean(distances)
}

/// Mean Euclidean distance over all cross pairs.
func plainCrossDistance(_ a: [[Double]], _ b: [[Double]]) -> Double {
  mean(a.flatMap { x in b.map { squaredDistance(x, $0).squareRoot() } })
}

/// Mean cosine over all cross pairs; a zero row counts as 0.
func plainCosine(_ a: [[Double]], _ b: [[Double]]) -> Double {
  mean(
    a.flatMap { x in
      b.map { y in
        let lengths = (squaredDistance(x, x.map { _ in 0 }) * squaredDistance(y, y.map { _ in 0 })).squareRoot()
        return lengths > 0 ? zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / lengths : 0
      }
    })
}

/// Share of the edges of the 5-nearest-neighbour graph of the pooled rows that join different tasks; `identities` tell a
/// row in both tasks from its copy only by its place.
func plainCrossLink(_ a: [[Double]], _ b: [[Double]]) -> Double {
  let pooled = a + b
  var edges = 0
  var joining = 0
  for row in pooled.indices {
    let others = pooled.indices.filter { $0 != row }.map { (squaredDistance(pooled[row], pooled[$0]), $0) }
    for (_, neighbour) in others.sorted(by: <).prefix(5) {
      edges += 1
      if (row < a.count) != (neighbour < a.count) { joining += 1 }
    }
  }
  return edges > 0 ? Double(joining) / Double(edges) : .nan
}

/// Mean over features of the absolute difference of mean ranks in the pooled rows, average ranks for ties.
func plainRankDivergence(_ a: [[Double]], _ b: [[Double]]) -> Double {
  mean(
    a[0].indices.map { feature in
      let pooled = (a + b).map { $0[feature] }
      let ranks = pooled.map { value in
        Double(pooled.count { $0 < value }) + (Double(pooled.count { $0 == value }) + 1) / 2
      }
      return (mean(Array(ranks.prefix(a.count))) - mean(Array(ranks.suffix(b.count)))).magnitude
    })
}
