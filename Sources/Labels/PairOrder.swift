public import LinearAlgebra

/// A random order of pairs in which every task comes up about equally often: its prefixes are what to measure.
///
/// Pairs are drawn in random order; of the next `4 taskCount` drawn, the one comes first whose less measured
/// task was measured least, then its other task.
/// Gives `count` pairs [a, b], a < b, or all if there are fewer. O(count * taskCount).
public func balancedPairOrder(taskCount: Int, count: Int, stream: RandomStream) -> [[Int]] {
  let pairs = (0..<taskCount).flatMap { a in (a + 1..<max(taskCount, a + 1)).map { [a, $0] } }
  return balancedPairOrder(taskCount: taskCount, among: pairs, count: count, stream: stream)
}

/// The same among given pairs; all of them without a count.
public func balancedPairOrder(
  taskCount: Int, among pairs: [[Int]], count: Int = .max, stream: RandomStream
) -> [[Int]] {
  var stream = stream
  var drawn = pairs
  stream.shuffle(&drawn)
  let drawnCount = drawn.count
  let wanted = min(count, drawnCount)
  var candidates: [[Int]] = []
  var measured = [Int](repeating: 0, count: taskCount)
  var order: [[Int]] = []
  while order.count < wanted {
    while candidates.count < 4 * taskCount, let next = drawn.popLast() { candidates.append(next) }
    let loads = candidates.map { pair in
      let (a, b) = (measured[pair[0]], measured[pair[1]])
      return min(a, b) * drawnCount + max(a, b)
    }
    let pair = candidates.remove(at: loads.indices.min { loads[$0] < loads[$1] }!)
    for task in pair { measured[task] += 1 }
    order.append(pair)
  }
  return order
}
