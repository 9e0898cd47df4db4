internal import LinearAlgebra

/// How many members every pair of some sets of small numbers shares.
///
/// Each set is a row of bits, and an intersection is a popcount.
package struct SetIntersections: Sendable {
  /// Members of each set.
  package let sizes: [Int]
  /// (sets, sets), row-major: members of both; the diagonal holds the sizes.
  private let counts: [Int32]

  /// Counts on up to `threads` threads. O(sets^2 universe / 64).
  ///
  /// - Parameters:
  ///   - sets: members in 0..<universe, in any order; one that is named twice counts once.
  ///   - universe: how many different members there can be.
  package init(of sets: [some Sequence<Int>], universe: Int, threads: Int = 1) {
    let size = sets.count
    let words = (universe + 63) / 64
    var marked = [UInt64](repeating: 0, count: size * words)
    for (index, set) in sets.enumerated() {
      for member in set { marked[index * words + (member >> 6)] |= 1 << UInt64(member & 63) }
    }
    let bits = marked
    var counts = [Int32](repeating: 0, count: size * size)
    counts.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let result = buffer
      parallelFor(size, threads: threads) { a in
        for b in 0...a {
          var common = 0
          for word in 0..<words { common &+= (bits[a &* words &+ word] & bits[b &* words &+ word]).nonzeroBitCount }
          result[a * size + b] = Int32(common)
          result[b * size + a] = Int32(common)
        }
      }
    }
    self.counts = counts
    sizes = (0..<size).map { Int(counts[$0 * size + $0]) }
  }

  /// Members of both sets.
  package func shared(_ a: Int, _ b: Int) -> Int { Int(counts[a * sizes.count + b]) }
}
