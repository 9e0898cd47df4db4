internal import RealModule

/// How many items two partitions put together in cell (a, b), with the sizes of both partitions' groups.
private struct Contingency {
  var cells: [[Int]: Int] = [:]
  var left: [Int: Int] = [:]
  var right: [Int: Int] = [:]
  let count: Int

  init(_ a: [Int], _ b: [Int]) {
    precondition(a.count == b.count, "both partitions need the same items")
    count = a.count
    for (x, y) in zip(a, b) {
      cells[[x, y], default: 0] += 1
      left[x, default: 0] += 1
      right[y, default: 0] += 1
    }
  }
}

/// The adjusted Rand index of two partitions given as a group name an item (Hubert & Arabie 1985): 1 when they are the
/// same, 0 on average when they are unrelated.
///
/// 1 also where both are trivial in the same way (all together, or all apart), and for no items.
package func adjustedRandIndex(_ a: [Int], _ b: [Int]) -> Double {
  let table = Contingency(a, b)
  func pairs(_ counts: some Sequence<Int>) -> Double { counts.reduce(0) { $0 + Double($1) * Double($1 - 1) / 2 } }
  let together = pairs(table.cells.values)
  let left = pairs(table.left.values)
  let right = pairs(table.right.values)
  let all = pairs([table.count])
  let expected = all > 0 ? left * right / all : 0
  let most = (left + right) / 2
  return most == expected ? 1 : (together - expected) / (most - expected)
}

/// The mutual information of two partitions over the mean of their entropies, in [0, 1].
///
/// Arithmetic normalisation, as scikit-learn's default. 1 where both have a single group, or for no items; 0 where one
/// has and the other has not.
package func normalizedMutualInformation(_ a: [Int], _ b: [Int]) -> Double {
  let table = Contingency(a, b)
  let count = Double(table.count)
  func entropy(_ counts: [Int]) -> Double {
    // Sorted, so that the sum does not depend on the order of a dictionary.
    counts.sorted().reduce(0) { $0 - Double($1) / count * Double.log(Double($1) / count) }
  }
  let left = entropy(Array(table.left.values))
  let right = entropy(Array(table.right.values))
  guard left + right > 0 else { return 1 }
  let information = left + right - entropy(Array(table.cells.values))
  return min(1, max(0, 2 * information / (left + right)))
}
