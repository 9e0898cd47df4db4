public import LinearAlgebra
public import Statistics

extension Dendrogram {
  /// The items in the order of the tree's leaves: the larger side of each merge first, ties by the first item.
  public var leafOrder: [Int] {
    var leaves = (0..<count).map { [$0] }
    for merge in merges {
      let (a, b) = (leaves[merge.a], leaves[merge.b])
      leaves.append(a.count > b.count || (a.count == b.count && a[0] < b[0]) ? a + b : b + a)
      leaves[merge.a] = []
      leaves[merge.b] = []
    }
    return leaves.last ?? []
  }

  /// The tree of items by what they gain from each other, of a directed (n, n) matrix; what is not finite counts as 0.
  ///
  /// Distances are the largest mutual mean less the mutual mean, so items that help each other most are nearest.
  public init(affinities: Matrix<Double>) {
    var mutual = affinities
    for i in 0..<affinities.rows {
      for j in 0..<affinities.columns {
        let (there, back) = (affinities[i, j], affinities[j, i])
        mutual[i, j] = ((there.isFinite ? there : 0) + (back.isFinite ? back : 0)) / 2
      }
    }
    let largest = mutual.elements.max() ?? 0
    for index in mutual.elements.indices { mutual.elements[index] = largest - mutual.elements[index] }
    self = averageLinkage(distances: mutual)
  }
}
