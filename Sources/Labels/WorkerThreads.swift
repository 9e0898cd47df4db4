internal import Dispatch
internal import Foundation

/// Runs `body` once on each of `count` threads and returns when all are done.
///
/// Threads of their own, not as many as there are processors: what waits for another program takes no processor. One runs on the
/// caller's.
func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
  let group = DispatchGroup()
  for _ in 0..<max(0, count - 1) {
    group.enter()
    let thread = Thread {
      body()
      group.leave()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }
  body()
  group.wait()
}
