internal import LinearAlgebra

/// Batches of each head's own rows, all heads resampled to the size of the largest.
///
/// A smaller head's list is filled up once, by drawing from it with replacement; every list is shuffled every epoch by
/// the hash of the place in it, so that the first copy of each row keeps its order in whatever company.
final class PerHeadSchedule: BatchSchedule {
  private let shuffle = EpochShuffle()
  /// The heads that have training rows.
  private var members: [Int] = []
  private var streams: [RandomStream] = []
  /// Rows of every member's list.
  private var size = 0
  private var batchSize = 1
  /// (members, size): the network's row, target and weight at each place of each list.
  private let rows = AlignedBuffer<Int32>()
  private let targets = FloatBuffer()
  private let weights = FloatBuffer()
  private var hasWeights = false
  private let identities = AlignedBuffer<Int32>()
  /// (members, size): the places in this epoch's order.
  private let order = AlignedBuffer<Int32>()
  private let memberOrder = AlignedBuffer<Int32>()
  /// The step's part of every list.
  private var range = 0..<0
  private var cut = BlockCut(lanes: 0)

  func load(_ request: FitRequest, number: [Int32], block: LaneBlock) {
    batchSize = request.settings.batchSize
    members = request.heads.indices.filter { !request.heads[$0].train.rows.isEmpty }
    streams = members.map { request.heads[$0].order }
    size = request.heads.reduce(0) { max($0, $1.train.rows.count) }
    hasWeights = request.heads.contains { $0.train.weights != nil }
    for buffer in [rows, order] { buffer.resize(members.count * size) }
    for buffer in [targets, weights] { buffer.resize(members.count * size) }
    for buffer in [identities, memberOrder] { buffer.resize(size) }
    for place in 0..<size { identities.base[place] = Int32(place) }
    for (member, head) in members.enumerated() {
      loadMember(member, list: request.heads[head].train, order: request.heads[head].order, number: number)
    }
    block.reserve(heads: LaneBlock.capacity, entries: LaneBlock.capacity)
  }

  private func loadMember(_ member: Int, list: HeadRows, order: RandomStream, number: [Int32]) {
    var draws = order.split("resample")
    for place in 0..<size {
      let source = place < list.rows.count ? place : draws.below(list.rows.count)
      let target = member * size + place
      rows.base[target] = number[list.rows[source]]
      targets.base[target] = list.targets[source]
      weights.base[target] = list.weights?[source] ?? 1
    }
  }

  var stepCount: Int { (size + batchSize - 1) / batchSize }

  func beginEpoch(_ epoch: Int) {
    for member in members.indices {
      shuffle.shuffle(
        UnsafeBufferPointer(start: identities.base, count: size), epoch: epoch, stream: streams[member],
        into: memberOrder)
      (order.base + member * size).update(from: memberOrder.base, count: size)
    }
  }

  func beginStep(_ step: Int) -> Int {
    range = step * batchSize..<min((step + 1) * batchSize, size)
    cut = BlockCut(lanes: members.count * range.count)
    return cut.count
  }

  /// The step's lanes are all members' batches one behind the other.
  func fill(_ block: LaneBlock, index: Int) {
    let lanes = cut[index]
    var segment = -1
    var previous = -1
    for lane in lanes {
      let member = lane / range.count
      if member != previous {
        segment += 1
        block.heads.base[segment] = Int32(members[member])
        block.starts.base[segment] = Int32(lane - lanes.lowerBound)
        block.scales.base[segment] = 1 / Float(range.count)
        previous = member
      }
      let place = range.lowerBound + lane - member * range.count
      let source = member * size + Int(order.base[member * size + place])
      let target = lane - lanes.lowerBound
      block.rows.base[target] = rows.base[source]
      block.lanes.base[target] = Int32(target)
      block.targets.base[target] = targets.base[source]
      block.weights.base[target] = weights.base[source]
    }
    block.segmentCount = segment + 1
    block.starts.base[segment + 1] = Int32(lanes.count)
    block.laneCount = lanes.count
    block.hasWeights = hasWeights
  }
}
