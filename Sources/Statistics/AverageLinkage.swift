package import LinearAlgebra

/// A tree of merges, lowest first, as hierarchical clustering makes it.
package struct Dendrogram: Equatable, Sendable {
  /// Two clusters become one. Items are 0..<count, and merge k makes cluster count + k.
  package struct Merge: Equatable, Sendable {
    /// The smaller of the two names.
    package let a: Int
    package let b: Int
    /// The mean distance between the items of both.
    package let height: Double
    /// Items in the new cluster.
    package let size: Int
  }

  package let count: Int
  /// count - 1 merges (none for 0 items), heights ascending.
  package let merges: [Merge]

  /// The partition into `clusters` groups (at least 1, at most `count`): a group number an item, numbered by the first
  /// item in it.
  package func partition(into clusters: Int) -> [Int] {
    precondition(clusters >= 1, "at least one cluster")
    return partition(afterMerges: max(0, count - clusters))
  }

  /// The partition after all merges up to a height.
  package func partition(below height: Double) -> [Int] {
    partition(afterMerges: merges.prefix { $0.height <= height }.count)
  }

  private func partition(afterMerges done: Int) -> [Int] {
    var parent = Array(0..<(count + merges.count))
    for (index, merge) in merges.prefix(done).enumerated() {
      parent[merge.a] = count + index
      parent[merge.b] = count + index
    }
    var names: [Int: Int] = [:]
    return (0..<count).map { item in
      var root = item
      while parent[root] != root { root = parent[root] }
      let name = names[root] ?? names.count
      names[root] = name
      return name
    }
  }
}

/// Average-linkage (UPGMA) hierarchical clustering of a symmetric (n, n) distance matrix.
///
/// O(n^2) by the nearest-neighbour chain (Murtagh 1983); among equal distances the lower index wins. The diagonal is not
/// read. Traps on NaN or a matrix that is not square.
package func averageLinkage(distances: Matrix<Double>) -> Dendrogram {
  precondition(distances.rows == distances.columns, "distances need a square matrix")
  let count = distances.rows
  precondition(!distances.elements.contains { $0.isNaN }, "a distance is not NaN")
  var chain = NearestNeighbourChain(distances)
  var raw: [(a: Int, b: Int, height: Double)] = []
  while raw.count + 1 < count { raw.append(chain.nextMerge()) }
  return Dendrogram(count: count, merges: sortedMerges(raw, count: count))
}

/// Clusters as slots of a shrinking distance matrix; a chain of nearest neighbours ends in a mutual pair.
private struct NearestNeighbourChain {
  private var distances: Matrix<Double>
  private var sizes: [Int]
  private var chain: [Int] = []

  init(_ distances: Matrix<Double>) {
    self.distances = distances
    sizes = [Int](repeating: 1, count: distances.rows)
  }

  /// Merges the next mutual pair; names both by an item in them (the slot).
  mutating func nextMerge() -> (a: Int, b: Int, height: Double) {
    if chain.isEmpty, let first = sizes.firstIndex(where: { $0 > 0 }) { chain.append(first) }
    while true {
      let tip = chain[chain.count - 1]
      let previous = chain.count > 1 ? chain[chain.count - 2] : nil
      let (nearest, height) = nearestNeighbour(of: tip, preferring: previous)
      if nearest == previous {
        chain.removeLast(2)
        merge(tip, into: nearest)
        return (tip, nearest, height)
      }
      chain.append(nearest)
    }
  }

  private func nearestNeighbour(of slot: Int, preferring previous: Int?) -> (Int, Double) {
    var best = previous ?? -1
    var height = previous.map { distances[slot, $0] } ?? .infinity
    for other in sizes.indices where other != slot && sizes[other] > 0 {
      if best < 0 || distances[slot, other] < height {
        best = other
        height = distances[slot, other]
      }
    }
    return (best, height)
  }

  private mutating func merge(_ gone: Int, into kept: Int) {
    let a = Double(sizes[gone])
    let b = Double(sizes[kept])
    for other in sizes.indices where sizes[other] > 0 && other != gone && other != kept {
      let value = (a * distances[gone, other] + b * distances[kept, other]) / (a + b)
      distances[kept, other] = value
      distances[other, kept] = value
    }
    sizes[kept] += sizes[gone]
    sizes[gone] = 0
  }
}

/// Orders merges by height and renames their clusters: items first, then one name a merge.
private func sortedMerges(_ raw: [(a: Int, b: Int, height: Double)], count: Int) -> [Dendrogram.Merge] {
  var root = Array(0..<count)
  func find(_ item: Int) -> Int {
    var item = item
    while root[item] != item { item = root[item] }
    return item
  }
  var names = Array(0..<count)
  var sizes = [Int](repeating: 1, count: count)
  let order = raw.indices.sorted { (raw[$0].height, $0) < (raw[$1].height, $1) }
  return order.enumerated().map { position, index in
    let a = find(raw[index].a)
    let b = find(raw[index].b)
    let merge = Dendrogram.Merge(
      a: min(names[a], names[b]), b: max(names[a], names[b]), height: raw[index].height, size: sizes[a] + sizes[b])
    root[a] = b
    sizes[b] += sizes[a]
    names[b] = count + position
    return merge
  }
}
