internal import LinearAlgebra

/// Batches of rows that all heads share; a head sees those of them that it is measured on.
///
/// The union of all heads' training rows, shuffled every epoch by the hash of the panel's row number, cut into batches.
final class SharedRowsSchedule: BatchSchedule {
  private let table = EntryTable()
  private let shuffle = EpochShuffle()
  private let identities = AlignedBuffer<Int32>()
  private let order = AlignedBuffer<Int32>()
  private let counts = AlignedBuffer<Int32>()
  private let scales = LossScales()
  @exclusivity(unchecked) private var stream = RandomStream(seed: 0)
  @exclusivity(unchecked) private var batchSize = 1
  @exclusivity(unchecked) private var lanes = 0..<0
  @exclusivity(unchecked) private var cut = BlockCut(lanes: 0)

  /// - Parameters:
  ///   - number: the network's number for each of the panel's rows.
  ///   - panelRows: the panel's row for each of the network's.
  func load(_ request: FitRequest, number: [Int32], panelRows: [Int], block: LaneBlock) {
    table.load(request.heads.map(\.train), number: number, rowCount: panelRows.count)
    batchSize = request.settings.batchSize
    stream = request.order
    identities.resize(table.rows.count)
    for place in 0..<table.rows.count {
      identities.base[place] = Int32(truncatingIfNeeded: panelRows[Int(table.rows.base[place])])
    }
    order.resize(table.rows.count)
    counts.resize(request.heads.count)
    scales.load(request)
    block.reserve(heads: request.heads.count, entries: table.blockEntries)
  }

  var stepCount: Int { (table.rows.count + batchSize - 1) / batchSize }

  func beginEpoch(_ epoch: Int) {
    shuffle.shuffle(identities, epoch: epoch, stream: stream, into: order.base)
  }

  func beginStep(_ step: Int) -> Int {
    lanes = step * batchSize..<min((step + 1) * batchSize, table.rows.count)
    counts.clear()
    table.count(places(lanes), into: counts)
    scales.set(counts)
    cut = BlockCut(lanes: lanes.count)
    return cut.count
  }

  func fill(_ block: LaneBlock, index: Int) {
    let range = cut[index]
    table.fill(
      block, places: places(lanes.lowerBound + range.lowerBound..<lanes.lowerBound + range.upperBound),
      scales: scales.values)
  }

  private func places(_ range: Range<Int>) -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: order.base + range.lowerBound, count: range.count)
  }
}
