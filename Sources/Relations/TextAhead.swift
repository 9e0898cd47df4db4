internal import Dispatch

/// Parts of a text in their order, some made while those before them are written.
final class TextAhead: Sendable {
  private let count: Int
  private let isAhead: Bool
  private let make: @Sendable (Int) -> [[UInt8]]
  private let made = DispatchGroup()
  /// Written by one thread, read by another once `made` says so.
  nonisolated(unsafe) private var batch: [[UInt8]] = []
  /// Touched by the caller's thread alone.
  nonisolated(unsafe) private var nextBatch = 0
  nonisolated(unsafe) private var parts: ArraySlice<[UInt8]> = []

  /// - Parameters:
  ///   - count: batches.
  ///   - isAhead: whether a thread beside the caller's makes the next batch.
  ///   - make: gives the parts of batch 0, 1, ...
  init(_ count: Int, isAhead: Bool, make: @escaping @Sendable (Int) -> [[UInt8]]) {
    self.count = count
    self.isAhead = isAhead
    self.make = make
    if isAhead { start() }
  }

  /// The next part; nil at the end.
  func next() -> [UInt8]? {
    while parts.isEmpty {
      guard nextBatch < count else { return nil }
      if !isAhead { batch = make(nextBatch) }
      made.wait()
      parts = batch[...]
      batch = []
      nextBatch += 1
      if isAhead { start() }
    }
    return parts.removeFirst()
  }

  private func start() {
    guard nextBatch < count else { return }
    let index = nextBatch
    DispatchQueue.global(qos: .userInitiated).async(group: made) { self.batch = self.make(index) }
  }
}
