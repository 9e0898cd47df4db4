public import LinearAlgebra
internal import Statistics

/// Makes a point of `ClusterRelaxation` into clusters, keeping every item and the number of clusters.
///
/// Items are joined by average linkage on the entries of the matrix until the wanted number of clusters is left; then
/// single items move to the cluster where the sum of densities grows most, as long as it does and none becomes
/// empty. O(n^2) a sweep, at most 50 sweeps.
public enum ClusterRounding {
  /// A cluster in 0..<clusters for each item, none of them empty.
  public static func labels(_ matrix: Matrix<Double>, affinities: Matrix<Double>, clusters: Int) -> [Int] {
    let largest = matrix.elements.max() ?? 0
    var distances = matrix
    for index in distances.elements.indices { distances.elements[index] = largest - distances.elements[index] }
    var labels = averageLinkage(distances: distances).partition(into: clusters)
    var density = Density(affinities, labels: labels, clusters: clusters)
    for _ in 0..<50 {
      var moved = false
      for item in labels.indices where density.move(item, in: &labels) { moved = true }
      if !moved { break }
    }
    return labels
  }

  /// The sum over clusters of what members give each other, over the number of members: <C, X> at the clusters' X.
  public static func density(_ labels: [Int], affinities: Matrix<Double>) -> Double {
    Density(affinities, labels: labels, clusters: (labels.max() ?? -1) + 1).total
  }
}

/// The densities of a clustering as items move.
private struct Density {
  private let affinities: Matrix<Double>
  private var sizes: [Int]
  /// What the members of a cluster give each other and themselves.
  private var sums: [Double]

  init(_ affinities: Matrix<Double>, labels: [Int], clusters: Int) {
    self.affinities = affinities
    sizes = [Int](repeating: 0, count: clusters)
    sums = [Double](repeating: 0, count: clusters)
    for (row, label) in labels.enumerated() {
      sizes[label] += 1
      for (column, other) in labels.enumerated() where other == label { sums[label] += affinities[row, column] }
    }
  }

  var total: Double { zip(sums, sizes).reduce(0) { $0 + ($1.1 > 0 ? $1.0 / Double($1.1) : 0) } }

  /// Moves an item to where the total grows most; false if it stays.
  mutating func move(_ item: Int, in labels: inout [Int]) -> Bool {
    let home = labels[item]
    guard sizes[home] > 1 else { return false }
    var ties = [Double](repeating: 0, count: sizes.count)
    for (other, label) in labels.enumerated() where other != item {
      ties[label] += affinities[item, other] + affinities[other, item]
    }
    let own = affinities[item, item]
    let left = sums[home] - ties[home] - own
    let loss = sums[home] / Double(sizes[home]) - left / Double(sizes[home] - 1)
    var (best, target): (Double, Int?) = (1e-12 * max(1, abs(total)), nil)
    for cluster in sizes.indices where cluster != home {
      let grown = (sums[cluster] + ties[cluster] + own) / Double(sizes[cluster] + 1)
      let gain = grown - sums[cluster] / Double(sizes[cluster]) - loss
      if gain > best { (best, target) = (gain, cluster) }
    }
    guard let target else { return false }
    (sums[home], sizes[home]) = (left, sizes[home] - 1)
    (sums[target], sizes[target]) = (sums[target] + ties[target] + own, sizes[target] + 1)
    labels[item] = target
    return true
  }
}
