internal import Dispatch
internal import Synchronization

/// Runs `body(0) ..< body(count - 1)` on up to `threads` threads, each index once, and returns when all are done.
///
/// Indices are handed out in order, one at a time, so uneven work balances. `body` must write only to what belongs to its
/// index. With one thread everything runs on the caller's, in order.
public func parallelFor(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
  let workers = min(threads, count)
  guard workers > 1 else {
    for index in 0..<max(count, 0) { body(index) }
    return
  }
  let next = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= count { return }
      body(index)
    }
  }
}
