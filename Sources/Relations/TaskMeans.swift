internal import CKernels
internal import LinearAlgebra

/// The mean row and the mean unit row of every task, over all of its rows (never a sample), in double precision.
///
/// Features that are 0 or 1 in every row of the panel come first, so that a stretch of the columns is theirs.
struct TaskMeans: Sendable {
  /// (tasks, features): means, binary features first.
  let means: Matrix<Double>
  /// (tasks, features): means of the rows divided by their length; a zero row counts as 0.
  let unitMeans: Matrix<Double>
  let binaryCount: Int
  /// The features that are not binary, in the panel's order.
  let numericFeatures: [Int]

  /// O(memberships * features), or * ones of a row.
  init(_ features: Features, rowsOfTasks: [[Int]], threads: Int) {
    let isBinary = Self.binaryFeatures(features)
    numericFeatures = isBinary.indices.filter { !isBinary[$0] }
    let order = isBinary.indices.filter { isBinary[$0] } + numericFeatures
    binaryCount = order.count - numericFeatures.count
    let columns = features.columns
    nonisolated(unsafe) let means = LaneBuffer<Double>(rowsOfTasks.count * columns, filledWith: 0)
    nonisolated(unsafe) let units = LaneBuffer<Double>(rowsOfTasks.count * columns, filledWith: 0)
    parallelFor(rowsOfTasks.count, threads: threads) { task in
      var (mean, unit) = Self.means(of: rowsOfTasks[task], in: features)
      let scale = 1 / Double(max(rowsOfTasks[task].count, 1))
      for (place, feature) in order.enumerated() {
        means.start[task * columns + place] = mean[feature] * scale
        units.start[task * columns + place] = unit[feature] * scale
      }
      mean = []
      unit = []
    }
    self.means = means.matrix(rows: rowsOfTasks.count, columns: columns)
    unitMeans = units.matrix(rows: rowsOfTasks.count, columns: columns)
  }

  /// The sums of the rows and of the rows over their length.
  private static func means(of rows: [Int], in features: Features) -> (sum: [Double], unitSum: [Double]) {
    var sum = [Double](repeating: 0, count: features.columns)
    var unitSum = sum
    switch features {
    case .sparse(let matrix):
      for row in rows {
        let ones = matrix.indices[matrix.starts[row]..<matrix.starts[row + 1]]
        let unit = 1 / Double(ones.count).squareRoot()
        for index in ones {
          sum[Int(index)] += 1
          unitSum[Int(index)] += unit
        }
      }
    case .dense(let matrix):
      matrix.elements.withUnsafeBufferPointer { elements in
        for row in rows {
          let values = UnsafeBufferPointer(rebasing: elements[row * matrix.columns..<(row + 1) * matrix.columns])
          var square = 0.0
          for value in values { square += Double(value) * Double(value) }
          let unit = square > 0 ? 1 / square.squareRoot() : 0
          for index in values.indices {
            sum[index] += Double(values[index])
            unitSum[index] += Double(values[index]) * unit
          }
        }
      }
    }
    return (sum, unitSum)
  }

  /// Which features hold nothing but 0 and 1.
  private static func binaryFeatures(_ features: Features) -> [Bool] {
    var isBinary = [Bool](repeating: true, count: features.columns)
    guard case .dense(let matrix) = features else { return isBinary }
    matrix.elements.withUnsafeBufferPointer { elements in
      for row in 0..<matrix.rows {
        for feature in 0..<matrix.columns {
          let value = elements[row * matrix.columns + feature]
          if value != 0 && value != 1 { isBinary[feature] = false }
        }
      }
    }
    return isBinary
  }

  /// The Euclidean distance of the mean rows of a and b, and the sum of the absolute gaps of their binary features.
  func gaps(_ a: Int, _ b: Int) -> (euclidean: Double, binaryCity: Double) {
    means.elements.withUnsafeBufferPointer { elements in
      guard let start = elements.baseAddress else { return (0, 0) }
      let (first, second) = (start + a * means.columns, start + b * means.columns)
      var (binaryCity, binarySquare, city, square) = (0.0, 0.0, 0.0, 0.0)
      kindred_gaps(first, second, binaryCount, &binaryCity, &binarySquare)
      kindred_gaps(first + binaryCount, second + binaryCount, means.columns - binaryCount, &city, &square)
      return ((binarySquare + square).squareRoot(), binaryCity)
    }
  }

  /// (tasks, tasks): the mean cosine over cross pairs, which is the dot product of the mean unit rows.
  func cosines() -> Matrix<Double> { unitMeans.multiplied(byTransposeOf: unitMeans) }
}
