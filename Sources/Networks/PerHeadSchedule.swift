internal import LinearAlgebra

/// Batches of each head's own rows, all heads resampled to the size of the largest.
///
/// A smaller head's list is filled up once, by drawing from it with replacement; every list is shuffled every epoch by
/// the hash of the place in it, so that the first copy of each row keeps its order in whatever company.
final class PerHeadSchedule: BatchSchedule {
  private let shuffle = EpochShuffle()
  /// The heads that have training rows.
  @exclusivity(unchecked) private var members: [Int] = []
  @exclusivity(unchecked) private var streams: [RandomStream] = []
  /// Rows of every member's list.
  @exclusivity(unchecked) private var size = 0
  @exclusivity(unchecked) private var batchSize = 1
  /// (members, size): the network's row, target and weight at each place of each list.
  private let rows = AlignedBuffer<Int32>()
  private let targets = FloatBuffer()
  private let weights = FloatBuffer()
  @exclusivity(unchecked) private var hasWeights = false
  private let offsets = FloatBuffer()
  @exclusivity(unchecked) private var hasOffsets = false
  private let sides = AlignedBuffer<Int8>()
  @exclusivity(unchecked) private var hasSides = false
  private let counts = AlignedBuffer<Int32>()
  private let scales = LossScales()
  private let identities = AlignedBuffer<Int32>()
  /// (members, size): the places in this epoch's order.
  private let order = AlignedBuffer<Int32>()
  /// The step's part of every list.
  @exclusivity(unchecked) private var range = 0..<0
  @exclusivity(unchecked) private var cut = BlockCut(lanes: 0)

  func load(_ request: FitRequest, number: [Int32], block: LaneBlock) {
    batchSize = request.settings.batchSize
    members = request.heads.indices.filter { !request.heads[$0].train.rows.isEmpty }
    streams = members.map { request.heads[$0].order }
    size = request.heads.reduce(0) { max($0, $1.train.rows.count) }
    hasWeights = request.heads.contains { $0.train.weights != nil }
    hasOffsets = request.heads.contains { $0.train.offsets != nil }
    hasSides = request.heads.contains { $0.train.sides != nil }
    scales.load(request)
    counts.resize(request.heads.count)
    for buffer in [rows, order] { buffer.resize(members.count * size) }
    for buffer in [targets, weights, offsets] { buffer.resize(members.count * size) }
    sides.resize(members.count * size)
    identities.resize(size)
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
      offsets.base[target] = list.offsets?[source] ?? 0
      sides.base[target] = list.sides?[source] ?? 0
    }
  }

  var stepCount: Int { (size + batchSize - 1) / batchSize }

  func beginEpoch(_ epoch: Int) {
    for member in members.indices {
      shuffle.shuffle(identities, epoch: epoch, stream: streams[member], into: order.base + member * size)
    }
  }

  func beginStep(_ step: Int) -> Int {
    range = step * batchSize..<min((step + 1) * batchSize, size)
    for member in members { counts.base[member] = Int32(range.count) }
    scales.set(counts)
    cut = BlockCut(lanes: members.count * range.count)
    return cut.count
  }

  /// The step's lanes are all members' batches one behind the other; a block takes a stretch of them.
  func fill(_ block: LaneBlock, index: Int) {
    let lanes = cut[index]
    block.segmentCount = 0
    block.laneCount = lanes.count
    block.hasWeights = hasWeights
    block.hasOffsets = hasOffsets
    block.hasSides = hasSides
    block.hasOneEntryALane = true
    var lane = lanes.lowerBound
    while lane < lanes.upperBound {
      let member = lane / range.count
      let end = min(lanes.upperBound, (member + 1) * range.count)
      let first = range.lowerBound + lane - member * range.count
      fillSegment(block, member: member, places: first..<first + end - lane, firstLane: lane - lanes.lowerBound)
      lane = end
    }
  }

  private func fillSegment(_ block: LaneBlock, member: Int, places: Range<Int>, firstLane: Int) {
    block.heads.base[block.segmentCount] = Int32(members[member])
    block.starts.base[block.segmentCount] = Int32(firstLane)
    block.scales.base[block.segmentCount] = scales.values.base[members[member]]
    block.segmentCount += 1
    block.starts.base[block.segmentCount] = Int32(firstLane + places.count)
    let (list, hasWeights) = (member * size, self.hasWeights)
    let order = self.order.base + list
    let (rows, targets, weights) = (self.rows.base + list, self.targets.base + list, self.weights.base + list)
    let (blockRows, blockLanes) = (block.rows.base + firstLane, block.lanes.base + firstLane)
    let (blockTargets, blockWeights) = (block.targets.base + firstLane, block.weights.base + firstLane)
    for k in 0..<places.count {
      let source = Int(order[places.lowerBound + k])
      blockRows[k] = rows[source]
      blockLanes[k] = Int32(truncatingIfNeeded: firstLane + k)
      blockTargets[k] = targets[source]
      if hasWeights { blockWeights[k] = weights[source] }
      if hasOffsets { block.offsets.base[firstLane + k] = offsets.base[list + source] }
      if hasSides { block.sides.base[firstLane + k] = sides.base[list + source] }
    }
  }
}
