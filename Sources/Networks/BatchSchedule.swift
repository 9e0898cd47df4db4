internal import LinearAlgebra

/// Which rows of which heads each step of an epoch takes, cut into blocks that go through the encoder one by one.
protocol BatchSchedule: AnyObject {
  /// Steps in an epoch; 0 where no head has training rows.
  var stepCount: Int { get }
  func beginEpoch(_ epoch: Int)
  /// Returns how many blocks the step has, at least one.
  func beginStep(_ step: Int) -> Int
  func fill(_ block: LaneBlock, index: Int)
}

/// A step's lanes cut into as few blocks as hold them, as even as whole tiles of 8 lanes allow.
struct BlockCut {
  let count: Int
  private let size: Int
  private let lanes: Int

  init(lanes: Int) {
    self.lanes = lanes
    let fewest = max(1, (lanes + LaneBlock.capacity - 1) / LaneBlock.capacity)
    size = ((lanes + fewest - 1) / fewest + 7) & ~7
    count = max(1, (lanes + max(size, 1) - 1) / max(size, 1))
  }

  subscript(index: Int) -> Range<Int> { min(index * size, lanes)..<min((index + 1) * size, lanes) }
}
