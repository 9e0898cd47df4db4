internal import LinearAlgebra
internal import RealModule

/// The error covariance of labels that come in groups: N = D + s_g 1 1' within each group g, nothing between groups.
///
/// Everything needed of it has a closed form (Sherman & Morrison 1950). With e the unit vector of D^-1/2 1 in a group and
/// c = s t / (1 + s t), t = sum of 1/D there, the whitening M = (I - (1 - sqrt(1 - c)) e e') D^-1/2 has M' M = N^-1.
package struct GroupedNoise: Sendable {
  /// Own variances, all positive; labels of a group stand next to each other.
  let own: [Double]
  /// The labels of each group.
  let groups: [Range<Int>]
  private let unit: [Double]
  private let shrinkage: [Double]
  private let groupOf: [Int]

  /// Traps unless own variances are positive, shared ones not negative, and labels of a group adjacent.
  package init(group: [Int], own: [Double], shared: (Int) -> Double) {
    precondition(group.count == own.count && own.allSatisfy { $0 > 0 }, "own variances are positive")
    var groups: [Range<Int>] = []
    var first = 0
    for index in group.indices where index + 1 == group.count || group[index + 1] != group[index] {
      groups.append(first..<index + 1)
      first = index + 1
    }
    precondition(Set(groups.map { group[$0.lowerBound] }).count == groups.count, "a group's labels are adjacent")
    var unit = [Double](repeating: 0, count: own.count)
    var groupOf = [Int](repeating: 0, count: own.count)
    shrinkage = groups.enumerated().map { name, range in
      let total = range.reduce(0) { $0 + 1 / own[$1] }
      for index in range {
        unit[index] = 1 / (own[index] * total).squareRoot()
        groupOf[index] = name
      }
      let share = shared(group[range.lowerBound]) * total
      precondition(share >= 0, "shared variances are not negative")
      return share / (1 + share)
    }
    self.own = own
    self.groups = groups
    self.unit = unit
    self.groupOf = groupOf
  }

  var count: Int { own.count }

  /// log det N.
  var logDeterminant: Double {
    own.reduce(0) { $0 + Double.log($1) } - shrinkage.reduce(0) { $0 + Double.log(1 - $1) }
  }

  /// Element (i, j) of N^-1.
  func inverse(_ i: Int, _ j: Int) -> Double {
    guard groupOf[i] == groupOf[j] else { return 0 }
    let projection = shrinkage[groupOf[i]] * unit[i] * unit[j]
    return ((i == j ? 1 : 0) - projection) / (own[i] * own[j]).squareRoot()
  }

  /// M x for every column of x: (labels, columns).
  func whitened(_ x: Matrix<Double>) -> Matrix<Double> {
    var result = scaled(x) { 1 / $0.squareRoot() }
    project(&result) { (1 - $0).squareRoot() - 1 }
    return result
  }

  /// M' x.
  func whitenedTransposed(_ x: Matrix<Double>) -> Matrix<Double> {
    var result = x
    project(&result) { (1 - $0).squareRoot() - 1 }
    return scaled(result) { 1 / $0.squareRoot() }
  }

  /// M^-1 x.
  func unwhitened(_ x: Matrix<Double>) -> Matrix<Double> {
    var result = x
    project(&result) { 1 / (1 - $0).squareRoot() - 1 }
    return scaled(result) { $0.squareRoot() }
  }

  private func scaled(_ x: Matrix<Double>, by factor: (Double) -> Double) -> Matrix<Double> {
    precondition(x.rows == count, "one row a label")
    var result = x
    for row in 0..<x.rows {
      let scale = factor(own[row])
      for index in row * x.columns..<(row + 1) * x.columns { result.elements[index] *= scale }
    }
    return result
  }

  /// x += factor(c) e e' x within every group.
  private func project(_ x: inout Matrix<Double>, by factor: (Double) -> Double) {
    let columns = x.columns
    for (range, c) in zip(groups, shrinkage) where c > 0 {
      var along = [Double](repeating: 0, count: columns)
      for row in range {
        for column in 0..<columns { along[column] += unit[row] * x.elements[row * columns + column] }
      }
      let scale = factor(c)
      for row in range {
        for column in 0..<columns { x.elements[row * columns + column] += scale * unit[row] * along[column] }
      }
    }
  }
}
