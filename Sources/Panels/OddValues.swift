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
    guard let range = range(of: values), isNines(range.low) || isNines(range.high) else { return [] }
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

  private static func isNines(_ value: Double) -> Bool {
    abs(value) >= 99 && abs(value) < 1e8 && shortestText(abs(value)).allSatisfy { $0 == "9" }
  }

  /// The least and the greatest value; nil where there is none. NaN is none.
  private static func range(of values: [Double]) -> (low: Double, high: Double)? {
    var low = Double.infinity
    var high = -Double.infinity
    // Comparisons with NaN are false.
    for value in values {
      if value < low { low = value }
      if value > high { high = value }
    }
    return low <= high ? (low, high) : nil
  }

  /// The values that are left without a sentinel, or nil where `value` is none.
  private static func setApart(_ value: Double, from values: [Double]) -> [Double]? {
    guard isNines(value) else { return nil }
    let others = values.filter { $0 != value }
    guard let low = others.min(), let high = others.max() else { return nil }
    return max(low - value, value - high) > high - low ? others : nil
  }

  /// How many values are extreme, and the one that is furthest out; nil where none is, or where most values are equal.
  ///
  /// The spread is that of the middle 90 %, of a sample in long columns. NaN is no value. O(values).
  static func extremes(in values: [Double]) -> (value: Double, count: Int)? {
    let present = values.contains(where: \.isNaN) ? values.filter { !$0.isNaN } : values
    guard present.count >= 10, let range = range(of: present) else { return nil }
    let step = max(1, present.count / sampled)
    let sample = stride(from: 0, to: present.count, by: step).map { present[$0] }.sorted()
    let middle = sample[sample.count / 2]
    let edge = sample.count / 20
    let spread = sample[sample.count - 1 - edge] - sample[edge]
    guard spread > 0, spread.isFinite else { return nil }
    let isExtreme: (Double) -> Bool = { abs($0 / spread - middle / spread) > extremeSpreads }
    // The furthest is one of these.
    guard isExtreme(range.low) || isExtreme(range.high) else { return nil }
    let extreme = present.filter(isExtreme)
    guard let furthest = extreme.max(by: { abs($0 - middle) < abs($1 - middle) }) else { return nil }
    return (furthest, extreme.count)
  }
}
