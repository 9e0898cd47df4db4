/// Who is measured on what, by row: for each of some rows the (head, target, weight) entries on it.
///
/// Serves everything that goes by rows and not by heads: shared batches, validation, test.
final class EntryTable {
  /// The distinct rows that have entries, ascending.
  let rows = AlignedBuffer<Int32>()
  /// The entries of `rows[k]` are `starts[k]..<starts[k + 1]`, ascending in the head.
  let starts = AlignedBuffer<Int32>()
  let heads = AlignedBuffer<Int32>()
  let targets = FloatBuffer()
  let weights = FloatBuffer()
  let offsets = FloatBuffer()
  let sides = AlignedBuffer<Int8>()
  let positions = AlignedBuffer<Int32>()
  private(set) var hasWeights = false
  private(set) var hasOffsets = false
  private(set) var hasSides = false
  private(set) var headCount = 0
  /// The most entries that any block of these rows can have.
  private(set) var blockEntries = 0
  private let cursors = AlignedBuffer<Int32>()

  /// - Parameters:
  ///   - lists: each head's rows, targets and weights.
  ///   - number: the network's number for each of the panel's rows.
  ///   - rowCount: how many the network has.
  func load(_ lists: [HeadRows], number: [Int32], rowCount: Int) {
    headCount = lists.count
    hasWeights = lists.contains { $0.weights != nil }
    hasOffsets = lists.contains { $0.offsets != nil }
    hasSides = lists.contains { $0.sides != nil }
    cursors.resize(max(rowCount, headCount) + 1)
    for list in lists { for row in list.rows { cursors.base[Int(number[row])] += 1 } }
    layOut(rowCount: rowCount, entries: lists.reduce(0) { $0 + $1.rows.count })
    for (head, list) in lists.enumerated() {
      for (position, row) in list.rows.enumerated() {
        let entry = Int(cursors.base[Int(number[row])])
        cursors.base[Int(number[row])] += 1
        heads.base[entry] = Int32(head)
        targets.base[entry] = list.targets[position]
        weights.base[entry] = list.weights?[position] ?? 1
        offsets.base[entry] = list.offsets?[position] ?? 0
        sides.base[entry] = list.sides?[position] ?? 0
        positions.base[entry] = Int32(position)
      }
    }
  }

  /// Turns counts by row into the distinct rows, their starts, and cursors at the starts.
  private func layOut(rowCount: Int, entries: Int) {
    var distinct = 0
    var most = 0
    for row in 0..<rowCount where cursors.base[row] > 0 {
      distinct += 1
      most = max(most, Int(cursors.base[row]))
    }
    blockEntries = min(entries, most * LaneBlock.capacity)
    rows.resize(distinct)
    starts.resize(distinct + 1)
    heads.resize(entries)
    targets.resize(entries)
    weights.resize(entries)
    offsets.resize(entries)
    sides.resize(entries)
    positions.resize(entries)
    var next: Int32 = 0
    var k = 0
    for row in 0..<rowCount where cursors.base[row] > 0 {
      rows.base[k] = Int32(row)
      starts.base[k] = next
      next += cursors.base[row]
      cursors.base[row] = starts.base[k]
      k += 1
    }
    starts.base[distinct] = next
  }

  /// Adds the entries of some rows (by their place in `rows`) to the counts of their heads.
  func count(_ places: UnsafeBufferPointer<Int32>, into counts: AlignedBuffer<Int32>) {
    for place in places {
      for entry in Int(starts.base[Int(place)])..<Int(starts.base[Int(place) + 1]) {
        counts.base[Int(heads.base[entry])] += 1
      }
    }
  }

  /// Makes the given rows (by their place in `rows`) the lanes of a block, entries sorted by head (a counting sort).
  ///
  /// - Parameter scales: each head's, for the whole step.
  func fill(_ block: LaneBlock, places: UnsafeBufferPointer<Int32>, scales: FloatBuffer) {
    cursors.resize(headCount)
    count(places, into: cursors)
    openSegments(of: block, scales: scales)
    block.laneCount = places.count
    block.hasWeights = hasWeights
    block.hasOffsets = hasOffsets
    block.hasSides = hasSides
    for (lane, place) in places.enumerated() {
      block.rows.base[lane] = rows.base[Int(place)]
      for entry in Int(starts.base[Int(place)])..<Int(starts.base[Int(place) + 1]) {
        let target = Int(cursors.base[Int(heads.base[entry])])
        cursors.base[Int(heads.base[entry])] += 1
        block.lanes.base[target] = Int32(lane)
        block.targets.base[target] = targets.base[entry]
        block.weights.base[target] = weights.base[entry]
        if hasOffsets { block.offsets.base[target] = offsets.base[entry] }
        if hasSides { block.sides.base[target] = sides.base[entry] }
        block.positions.base[target] = positions.base[entry]
      }
    }
  }

  /// One segment for each head that the cursors count entries of; the cursors then stand where each begins.
  private func openSegments(of block: LaneBlock, scales: FloatBuffer) {
    var segment = 0
    var next: Int32 = 0
    for head in 0..<headCount where cursors.base[head] > 0 {
      block.heads.base[segment] = Int32(head)
      block.starts.base[segment] = next
      block.scales.base[segment] = scales.base[head]
      next += cursors.base[head]
      cursors.base[head] = block.starts.base[segment]
      segment += 1
    }
    block.starts.base[segment] = next
    block.segmentCount = segment
  }
}
