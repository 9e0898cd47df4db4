public import LinearAlgebra
public import Statistics

/// A random order of pairs in which every task comes up about equally often: its prefixes are what to measure.
///
/// Pairs are drawn in random order; of the next `4 taskCount` drawn, the one comes first whose less measured
/// task was measured least, then its other task.
/// Gives `count` pairs, or all if there are fewer. O(count * taskCount).
public func balancedPairOrder(taskCount: Int, count: Int, stream: RandomStream) -> [TaskPair] {
  balancedPairOrder(taskCount: taskCount, among: TaskPair.all(taskCount: taskCount), count: count, stream: stream)
}

/// The same among given pairs; all of them without a count.
package func balancedPairOrder(
  taskCount: Int, among pairs: [TaskPair], count: Int = .max, stream: RandomStream
) -> [TaskPair] {
  var stream = stream
  var drawn = pairs
  stream.shuffle(&drawn)
  let drawnCount = drawn.count
  let wanted = min(count, drawnCount)
  var candidates: [TaskPair] = []
  var measured = [Int](repeating: 0, count: taskCount)
  var order: [TaskPair] = []
  while order.count < wanted {
    while candidates.count < 4 * taskCount, let next = drawn.popLast() { candidates.append(next) }
    let loads = candidates.map { pair in
      let (a, b) = (measured[pair.a], measured[pair.b])
      return min(a, b) * drawnCount + max(a, b)
    }
    let pair = candidates.remove(at: loads.indices.min { loads[$0] < loads[$1] }!)
    measured[pair.a] += 1
    measured[pair.b] += 1
    order.append(pair)
  }
  return order
}
