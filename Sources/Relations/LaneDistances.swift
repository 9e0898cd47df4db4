/// Distances of a block of pool rows, its lanes, from any pool rows.
protocol LaneDistances: Sendable {
  associatedtype Square: LaneSquare
  /// A block's rows, laid out for the kernel.
  associatedtype Lanes

  /// Pool rows to sweep over before the tasks' sums and lists are brought up to date; their squares fit the cache.
  var chunkRows: Int { get }
  /// A bound on the relative error of a square.
  var relativeError: Float { get }
  /// A number close to the mean distance, the same for any order of rows: sums of differences from it lose no digits.
  var centre: Float { get }

  func makeLanes() -> Lanes
  /// Makes pool rows `block` the lanes; at most `laneCount` of them.
  func load(_ block: Range<Int>, into lanes: Lanes)
  /// squares[r - rows.lowerBound][lane] between pool rows `rows` and the lanes.
  func squares(_ lanes: Lanes, to rows: Range<Int>, into squares: UnsafeMutablePointer<Square>)
  /// roots[r][lane] = distance - centre, from `rowCount` rows of squares.
  func roots(_ squares: UnsafePointer<Square>, rowCount: Int, into roots: UnsafeMutablePointer<Float>)
  /// The square between two pool rows in double precision.
  func exactSquare(_ row: Int, _ other: Int) -> Double
}
