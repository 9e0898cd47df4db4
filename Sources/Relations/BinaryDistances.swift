internal import CKernels
internal import LinearAlgebra

/// Euclidean distances between rows of 0/1: squares are counts of differing features, exact whatever the order.
struct BinaryDistances: LaneDistances {
  let rows: BinaryRows
  let centre: Float
  let chunkRows = 2048
  let relativeError: Float = 0

  /// A block's rows as bytes, [feature][lane], and the number of ones of each lane.
  struct Lanes {
    let bytes: LaneBuffer<UInt8>
    let ones: LaneBuffer<UInt16>
  }

  init(rows: BinaryRows) {
    precondition(rows.columns <= BinaryRows.mostColumns, "a squared distance must fit 16 bits")
    self.rows = rows
    centre = Float(rows.typicalDistance)
  }

  func makeLanes() -> Lanes {
    Lanes(bytes: LaneBuffer(rows.columns * laneCount, filledWith: 0), ones: LaneBuffer(laneCount, filledWith: 0))
  }

  func load(_ block: Range<Int>, into lanes: Lanes) {
    lanes.bytes.fill(with: 0)
    lanes.ones.fill(with: 0)
    for (lane, row) in block.enumerated() {
      let ones = rows.ones(ofRow: row)
      for feature in ones { lanes.bytes.start[Int(feature) * laneCount + lane] = 1 }
      lanes.ones.start[lane] = UInt16(ones.count)
    }
  }

  func squares(_ lanes: Lanes, to range: Range<Int>, into squares: UnsafeMutablePointer<UInt16>) {
    rows.starts.withUnsafeBufferPointer { starts in
      let first = starts.baseAddress.map { $0 + range.lowerBound }
      kindred_lane_differences(lanes.bytes.start, lanes.ones.start, rows.indices, first, range.count, squares)
    }
  }

  func roots(_ squares: UnsafePointer<UInt16>, rowCount: Int, into roots: UnsafeMutablePointer<Float>) {
    UInt16.roots(squares, rows: rowCount, centre: centre, into: roots)
  }

  func exactSquare(_ row: Int, _ other: Int) -> Double {
    Double(Set(rows.ones(ofRow: row)).symmetricDifference(rows.ones(ofRow: other)).count)
  }
}
