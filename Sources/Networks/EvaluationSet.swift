/// Rows to predict, cut into blocks once and evaluated as often as wanted.
final class EvaluationSet {
  private let table = EntryTable()
  @exclusivity(unchecked) private var storage: [LaneBlock] = []
  @exclusivity(unchecked) private(set) var blockCount = 0
  /// Entries of each head.
  let counts = AlignedBuffer<Int32>()
  private let scales = LossScales()

  /// - Parameter part: a head's rows in the set.
  func load(_ request: FitRequest, part: (HeadData) -> HeadRows, number: [Int32], rowCount: Int) {
    let lists = request.heads.map(part)
    scales.load(request)
    table.load(lists, number: number, rowCount: rowCount)
    counts.resize(lists.count)
    for (head, list) in lists.enumerated() { counts.base[head] = Int32(list.rows.count) }
    scales.set(counts)
    let cut = BlockCut(lanes: table.rows.count)
    blockCount = table.rows.count == 0 ? 0 : cut.count
    let places = AlignedBuffer<Int32>(count: table.rows.count)
    for place in 0..<places.count { places.base[place] = Int32(place) }
    while storage.count < blockCount { storage.append(LaneBlock()) }
    for index in 0..<blockCount {
      let range = cut[index]
      storage[index].reserve(heads: lists.count, entries: table.blockEntries)
      table.fill(
        storage[index], places: UnsafeBufferPointer(start: places.base + range.lowerBound, count: range.count),
        scales: scales.values)
    }
  }

  /// The blocks of the set; valid until the next `load`.
  var blocks: ArraySlice<LaneBlock> { storage.prefix(blockCount) }
}
