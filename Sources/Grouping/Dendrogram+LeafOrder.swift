package import Statistics

extension Dendrogram {
  /// The items in the order of the tree's leaves: the larger side of each merge first, ties by the first item.
  package var leafOrder: [Int] {
    var leaves = (0..<count).map { [$0] }
    for merge in merges {
      let (a, b) = (leaves[merge.a], leaves[merge.b])
      leaves.append(a.count > b.count || (a.count == b.count && a[0] < b[0]) ? a + b : b + a)
      leaves[merge.a] = []
      leaves[merge.b] = []
    }
    return leaves.last ?? []
  }
}
