internal import CKernels

/// The type of a squared distance in a block: `Float` for numbers, `UInt16` where rows are 0/1 and squares are counts.
protocol LaneSquare: BitwiseCopyable, Comparable, Sendable {
  /// What a list of nearest neighbours holds where there is none; no square is as large.
  static var none: Self { get }
  /// The largest threshold that `none` is not below.
  static var unlimited: Self { get }
  static var zero: Self { get }

  /// roots[r][l] = sqrt(squares[r][l]) - centre.
  static func roots(_ squares: UnsafePointer<Self>, rows: Int, centre: Float, into roots: UnsafeMutablePointer<Float>)

  /// Inserts the squares of `members` (pool rows, of which `base` is the first in the block) into `lists`.
  static func insert(
    _ squares: UnsafePointer<Self>, members: UnsafeBufferPointer<Int32>, base: Int32,
    into lists: UnsafeMutablePointer<Self>)

  /// Adds to links[t] how many of the 5 nearest neighbours of one row, in the pooled rows of task `own` and task t, are of t.
  ///
  /// `nearest` is (5, tasks): the row's nearest in every task; `thresholds` its nearest in its own, itself left out. Where
  /// the relative error of a square may decide, nothing is added and `unsure[t]` is set; returns how often.
  static func countLinks(
    _ nearest: UnsafePointer<Self>, taskCount: Int, own: Int, thresholds: [Self], relativeError: Float,
    links: UnsafeMutablePointer<Int32>, unsure: UnsafeMutablePointer<UInt8>
  ) -> Int
}

/// Rows of a block, which are processed side by side.
let laneCount = Int(KINDRED_LANES)
/// Neighbours that count in `cross_link`.
let nearestCount = Int(KINDRED_NEAREST)

extension Float: LaneSquare {
  static var none: Float { .infinity }
  static var unlimited: Float { .greatestFiniteMagnitude }

  static func roots(_ squares: UnsafePointer<Float>, rows: Int, centre: Float, into roots: UnsafeMutablePointer<Float>)
  {
    kindred_centred_roots(squares, rows, centre, roots)
  }

  static func insert(
    _ squares: UnsafePointer<Float>, members: UnsafeBufferPointer<Int32>, base: Int32,
    into lists: UnsafeMutablePointer<Float>
  ) {
    kindred_member_nearest(squares, members.baseAddress, members.count, base, lists)
  }

  static func countLinks(
    _ nearest: UnsafePointer<Float>, taskCount: Int, own: Int, thresholds: [Float], relativeError: Float,
    links: UnsafeMutablePointer<Int32>, unsure: UnsafeMutablePointer<UInt8>
  ) -> Int {
    // Both squares of a comparison err, and so does the product here.
    let margin = 2 * relativeError + 4 * Float.ulpOfOne
    let surely = thresholds.map { min($0 * (1 - margin), unlimited) }
    let possibly = thresholds.map { min($0 * (1 + margin), unlimited) }
    return kindred_links(nearest, taskCount, own, surely, possibly, links, unsure)
  }
}

extension UInt16: LaneSquare {
  static var none: UInt16 { .max }
  static var unlimited: UInt16 { .max - 1 }

  static func roots(
    _ squares: UnsafePointer<UInt16>, rows: Int, centre: Float, into roots: UnsafeMutablePointer<Float>
  ) {
    kindred_centred_roots_u16(squares, rows, centre, roots)
  }

  static func insert(
    _ squares: UnsafePointer<UInt16>, members: UnsafeBufferPointer<Int32>, base: Int32,
    into lists: UnsafeMutablePointer<UInt16>
  ) {
    kindred_member_nearest_u16(squares, members.baseAddress, members.count, base, lists)
  }

  static func countLinks(
    _ nearest: UnsafePointer<UInt16>, taskCount: Int, own: Int, thresholds: [UInt16], relativeError: Float,
    links: UnsafeMutablePointer<Int32>, unsure: UnsafeMutablePointer<UInt8>
  ) -> Int {
    kindred_links_u16(nearest, taskCount, own, thresholds.map { Swift.min($0, unlimited) }, links)
    return 0
  }
}
