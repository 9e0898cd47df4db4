internal import CKernels
internal import LinearAlgebra

/// Distances between rows of numbers, summed difference by difference: no digits cancel, equal rows are at distance 0, and
/// a pair's distance does not depend on the block it is computed in.
struct DenseDistances: LaneDistances {
  /// (pool rows, features).
  let rows: Matrix<Float>
  let metric: Metric
  let centre: Float
  let chunkRows = 512

  init(rows: Matrix<Float>, metric: Metric) {
    self.rows = rows
    self.metric = metric
    centre = Float(Self.typicalDistance(rows, metric: metric))
  }

  /// Each of n additions, the subtraction and the product err by at most half a unit in the last place.
  var relativeError: Float { Float(rows.columns + 3) * Float.ulpOfOne }

  func makeLanes() -> LaneBuffer<Float> { LaneBuffer(rows.columns * laneCount, filledWith: 0) }

  func load(_ block: Range<Int>, into lanes: LaneBuffer<Float>) {
    lanes.fill(with: 0)
    rows.elements.withUnsafeBufferPointer { elements in
      for (lane, row) in block.enumerated() {
        let values = elements[row * rows.columns..<(row + 1) * rows.columns]
        for (feature, value) in values.enumerated() { lanes.start[feature * laneCount + lane] = value }
      }
    }
  }

  func squares(_ lanes: LaneBuffer<Float>, to range: Range<Int>, into squares: UnsafeMutablePointer<Float>) {
    rows.elements.withUnsafeBufferPointer { elements in
      let others = elements.baseAddress.map { $0 + range.lowerBound * rows.columns }
      switch metric {
      case .euclidean: kindred_lane_squares(lanes.start, others, range.count, rows.columns, squares)
      case .manhattan: kindred_lane_manhattan(lanes.start, others, range.count, rows.columns, squares)
      }
    }
  }

  func roots(_ squares: UnsafePointer<Float>, rowCount: Int, into roots: UnsafeMutablePointer<Float>) {
    switch metric {
    case .euclidean: Float.roots(squares, rows: rowCount, centre: centre, into: roots)
    case .manhattan: kindred_centred(squares, rowCount, centre, roots)
    }
  }

  func exactSquare(_ row: Int, _ other: Int) -> Double {
    rows.elements.withUnsafeBufferPointer { elements in
      var sum = 0.0
      let (first, second) = (row * rows.columns, other * rows.columns)
      for feature in 0..<rows.columns {
        let gap = Double(elements[first + feature]) - Double(elements[second + feature])
        sum += metric == .euclidean ? gap * gap : gap.magnitude
      }
      return sum
    }
  }

  /// The root mean square distance of two rows, or the sum of the features' standard deviations.
  private static func typicalDistance(_ rows: Matrix<Float>, metric: Metric) -> Double {
    guard rows.rows > 0 else { return 0 }
    var sums = [Double](repeating: 0, count: rows.columns)
    var squares = sums
    rows.elements.withUnsafeBufferPointer { elements in
      for row in 0..<rows.rows {
        for (feature, value) in elements[row * rows.columns..<(row + 1) * rows.columns].enumerated() {
          sums[feature] += Double(value)
          squares[feature] += Double(value) * Double(value)
        }
      }
    }
    let count = Double(rows.rows)
    let variances = zip(sums, squares).map { max($1 / count - ($0 / count) * ($0 / count), 0) }
    switch metric {
    case .euclidean: return (2 * variances.reduce(0, +)).squareRoot()
    case .manhattan: return variances.reduce(0) { $0 + $1.squareRoot() }
    }
  }
}
