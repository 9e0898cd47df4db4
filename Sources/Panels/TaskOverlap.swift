internal import LinearAlgebra

/// For every pair of tasks, how many entities (molecules, patients, rows) both measure.
///
/// Each task is a set of bits, one an entity; an intersection is a popcount. Tasks of a panel whose overlap is unknown
/// share nothing.
public struct TaskOverlap: Sendable {
  /// Entities of each task.
  public let sizes: [Int]
  /// (tasks, tasks), row-major: entities of both; the diagonal holds the sizes.
  public let shared: [Int32]

  /// Counts on up to `threads` threads. O(tasks^2 entities / 64).
  public init(of panel: Panel, threads: Int = 1) {
    let count = panel.tasks.count
    let words = (panel.entityCount + 63) / 64
    var bits = [UInt64](repeating: 0, count: count * words)
    for (index, task) in panel.tasks.enumerated() {
      for row in task.rows {
        let entity = panel.entities[row]
        bits[index * words + (entity >> 6)] |= 1 << UInt64(entity & 63)
      }
    }
    let sets = bits
    let known = panel.overlapIsKnown
    var shared = [Int32](repeating: 0, count: count * count)
    shared.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let result = buffer
      parallelFor(count, threads: threads) { a in
        for b in (known ? 0 : a)...a {
          var common = 0
          for word in 0..<words { common &+= (sets[a &* words &+ word] & sets[b &* words &+ word]).nonzeroBitCount }
          result[a * count + b] = Int32(common)
          result[b * count + a] = Int32(common)
        }
      }
    }
    self.shared = shared
    sizes = (0..<count).map { Int(shared[$0 * count + $0]) }
  }

  public func shared(_ a: Int, _ b: Int) -> Int { Int(shared[a * sizes.count + b]) }

  /// |A n B| / |A u B|; 0 where both are empty.
  public func jaccard(_ a: Int, _ b: Int) -> Double {
    let union = sizes[a] + sizes[b] - shared(a, b)
    return union == 0 ? 0 : Double(shared(a, b)) / Double(union)
  }

  /// |A n B| / |A|: the share of a's entities that b measures too; 0 where a is empty.
  public func containment(_ a: Int, in b: Int) -> Double {
    sizes[a] == 0 ? 0 : Double(shared(a, b)) / Double(sizes[a])
  }
}
