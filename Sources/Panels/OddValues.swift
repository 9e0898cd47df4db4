internal import Tables

/// Values that are hardly measurements and would decide a column's scale.
enum OddValues {
  /// A value further than this many times the spread of most from their middle is extreme.
  static let extremeSpreads = 1000.0
  /// Values that the spread of most is taken from.
  private static let sampled = 2000

  /// Numbers made of nines, such as -999, that lie further from all other values than those lie apart, and how often each
  /// occurs. NaN is no value. O(values).
  static func sentinels(in values: [Double]) -> [(value: Double, count: Int)] {
    var rest = values.filter { !$0.isNaN }
    var found: [(value: Double, count: Int)] = []
    while let low = rest.min(), let high = rest.max(), low < high {
      guard
        let (value, others) = [low, high].lazy.compactMap({ end in setApart(end, from: rest).map { (end, $0) } }).first
      else { break }
      found.append((value, rest.count - others.count))
      rest = others
    }
    return found
  }

  /// The values that are left without a sentinel, or nil where `value` is none.
  private static func setApart(_ value: Double, from values: [Double]) -> [Double]? {
    guard abs(value) >= 99, abs(value) < 1e8, shortestText(abs(value)).allSatisfy({ $0 == "9" }) else { return nil }
    let others = values.filter { $0 != value }
    guard let low = others.min(), let high = others.max() else { return nil }
    return max(low - value, value - high) > high - low ? others : nil
  }

  /// How many values are extreme, and the one that is furthest out; nil where none is, or where most values are equal.
  ///
  /// The spread is that of the middle 90 %, of a sample in long columns. NaN is no value. O(values).
  static func extremes(in values: [Double]) -> (value: Double, count: Int)? {
    let present = values.filter { !$0.isNaN }
    guard present.count >= 10 else { return nil }
    let step = max(1, present.count / sampled)
    let sample = stride(from: 0, to: present.count, by: step).map { present[$0] }.sorted()
    let middle = sample[sample.count / 2]
    let edge = sample.count / 20
    let spread = sample[sample.count - 1 - edge] - sample[edge]
    guard spread > 0, spread.isFinite else { return nil }
    let extreme = present.filter { abs($0 / spread - middle / spread) > extremeSpreads }
    guard let furthest = extreme.max(by: { abs($0 - middle) < abs($1 - middle) }) else { return nil }
    return (furthest, extreme.count)
  }
}
