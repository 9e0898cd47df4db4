/// Up to `capacity` rows that go through the encoder together, and which head has which target on which of them.
///
/// Entries (lane, target, weight) are grouped by head: segment s holds those of head `heads[s]`,
/// `starts[s]..<starts[s + 1]`.
final class LaneBlock {
  /// Lanes a block holds: their activations stay in the first-level cache on the way through a small network.
  static let capacity = 64

  let rows = AlignedBuffer<Int32>(count: LaneBlock.capacity)
  @exclusivity(unchecked) var laneCount = 0
  let heads = AlignedBuffer<Int32>()
  let starts = AlignedBuffer<Int32>()
  /// What each segment's mean loss multiplies its summed derivatives by: the head's `LossScales`.
  let scales = FloatBuffer()
  @exclusivity(unchecked) var segmentCount = 0
  let lanes = AlignedBuffer<Int32>()
  let targets = FloatBuffer()
  let weights = FloatBuffer()
  let offsets = FloatBuffer()
  let sides = AlignedBuffer<Int8>()
  /// Where in its head's list each entry stood.
  let positions = AlignedBuffer<Int32>()
  @exclusivity(unchecked) var hasWeights = false
  @exclusivity(unchecked) var hasOffsets = false
  @exclusivity(unchecked) var hasSides = false
  /// Whether its rows are trained on, so that dropout applies.
  @exclusivity(unchecked) var isTrainedOn = false
  /// Whether every lane is known to have exactly one entry.
  @exclusivity(unchecked) var hasOneEntryALane = false

  var entryCount: Int { Int(starts.base[segmentCount]) }
  var rowNumbers: UnsafeBufferPointer<Int32> { UnsafeBufferPointer(start: rows.base, count: laneCount) }

  func reserve(heads headCount: Int, entries: Int) {
    heads.resize(headCount)
    starts.resize(headCount + 1)
    scales.resize(headCount)
    lanes.resize(entries)
    targets.resize(entries)
    weights.resize(entries)
    offsets.resize(entries)
    sides.resize(entries)
    positions.resize(entries)
    laneCount = 0
    segmentCount = 0
    hasOneEntryALane = false
  }

  func entries(of segment: Int) -> Range<Int> { Int(starts.base[segment])..<Int(starts.base[segment + 1]) }

  /// The weights from an entry on; nil where all are 1.
  func weights(from entry: Int) -> UnsafePointer<Float>? { hasWeights ? UnsafePointer(weights.base + entry) : nil }
}
