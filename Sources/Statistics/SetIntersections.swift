internal import LinearAlgebra

/// How many members every pair of some sets of small numbers shares.
///
/// Counted member by member where few sets hold the same member, by rows of bits otherwise, whichever is less work.
package struct SetIntersections: Sendable {
  /// Members of each set.
  package let sizes: [Int]
  /// (sets, sets), row-major: members of both; the diagonal holds the sizes.
  private let counts: [Int32]

  /// Counts on up to `threads` threads. O(sets^2 universe / 64), or O(sum of the squared numbers of sets that hold a member) if
  /// that is less.
  ///
  /// - Parameters:
  ///   - sets: members in 0..<universe, in any order; one that is named twice counts once.
  ///   - universe: how many different members there can be.
  package init(of sets: [[Int]], universe: Int, threads: Int = 1) {
    let size = sets.count
    let holders = MemberHolders(of: sets, universe: universe)
    let counts = [Int32](unsafeUninitializedCapacity: size * size) { buffer, count in
      buffer.initialize(repeating: 0)
      nonisolated(unsafe) let result = buffer
      // A word of bits takes about a third of the time of an addition at a place of its own.
      if holders.additions * 3 < size * size / 2 * ((universe + 63) / 64) {
        parallelFor(size, threads: threads) { a in holders.countShared(of: a, into: result[(a * size)...].prefix(size))
        }
      } else {
        Self.countBits(of: sets, universe: universe, threads: threads, into: buffer)
      }
      count = size * size
    }
    self.counts = counts
    sizes = (0..<size).map { Int(counts[$0 * size + $0]) }
  }

  private static func countBits(
    of sets: [[Int]], universe: Int, threads: Int, into counts: UnsafeMutableBufferPointer<Int32>
  ) {
    let size = sets.count
    let words = (universe + 63) / 64
    var marked = [UInt64](repeating: 0, count: size * words)
    for (index, set) in sets.enumerated() {
      for member in set { marked[index * words + (member >> 6)] |= 1 << UInt64(member & 63) }
    }
    let bits = marked
    nonisolated(unsafe) let result = counts
    parallelFor(size, threads: threads) { a in
      for b in 0...a {
        var common = 0
        for word in 0..<words { common &+= (bits[a &* words &+ word] & bits[b &* words &+ word]).nonzeroBitCount }
        result[a * size + b] = Int32(common)
        result[b * size + a] = Int32(common)
      }
    }
  }

  /// Members of both sets.
  package func shared(_ a: Int, _ b: Int) -> Int { Int(counts[a * sizes.count + b]) }
}

/// The different members of each set, and the sets that hold each member.
private struct MemberHolders: Sendable {
  /// The members of set s are `members[starts[s]..<starts[s + 1]]`.
  private var starts = [0]
  private var members: [Int32] = []
  /// The sets that hold member m are `holders[firsts[m]..<firsts[m + 1]]`.
  private var firsts: [Int]
  private var holders: [Int32]
  /// What `countShared` of all sets adds up.
  private(set) var additions = 0

  init(of sets: [[Int]], universe: Int) {
    var lastHolder = [Int32](repeating: -1, count: universe)
    firsts = [Int](repeating: 0, count: universe + 1)
    for (index, set) in sets.enumerated() {
      for member in set where lastHolder[member] != index {
        lastHolder[member] = Int32(index)
        members.append(Int32(member))
        firsts[member + 1] += 1
      }
      starts.append(members.count)
    }
    for member in 0..<universe {
      additions += firsts[member + 1] * firsts[member + 1]
      firsts[member + 1] += firsts[member]
    }
    holders = [Int32](repeating: 0, count: members.count)
    var next = firsts
    for set in sets.indices {
      for member in members[starts[set]..<starts[set + 1]] {
        holders[next[Int(member)]] = Int32(set)
        next[Int(member)] += 1
      }
    }
  }

  /// Adds to `row`, a number a set, how many members of one set each holds.
  func countShared(of set: Int, into row: Slice<UnsafeMutableBufferPointer<Int32>>) {
    let row = UnsafeMutableBufferPointer(rebasing: row)
    for member in members[starts[set]..<starts[set + 1]] {
      for holder in holders[firsts[Int(member)]..<firsts[Int(member) + 1]] { row[Int(holder)] += 1 }
    }
  }
}
