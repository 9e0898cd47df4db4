/// Tells a line of names from a row of data.
package enum HeaderCheck {
  /// Whether names of columns can only be a row: all are numbers, or half of them are and two are the same; whole numbers
  /// that ascend from 0 or more are the names that programs give. Columns without a name do not count.
  static func isRow(_ names: [String]) -> Bool {
    let written = names.enumerated().filter { $1 != "column \($0 + 1)" }.map(\.element)
    let numbers = written.compactMap(number)
    guard 2 * numbers.count >= written.count, !numbers.isEmpty else { return false }
    return numbers.count == written.count ? !areOrdinals(numbers) : Set(written).count < written.count
  }

  /// The names that make a header doubtful: numbers that are all there is, or at least two of them that do not ascend.
  package static func doubtfulNames(_ names: [String]) -> [String] {
    let doubtful = names.filter { number($0) != nil }
    let numbers = doubtful.compactMap(number)
    let ascends = zip(numbers, numbers.dropFirst()).allSatisfy(<)
    return numbers.count > 0 && (numbers.count == names.count || !ascends) ? doubtful : []
  }

  private static func number(_ name: String) -> Double? {
    guard let number = Double(name), number.isFinite else { return nil }
    return number
  }

  private static func areOrdinals(_ numbers: [Double]) -> Bool {
    numbers.allSatisfy { $0 >= 0 && $0 == $0.rounded() } && zip(numbers, numbers.dropFirst()).allSatisfy(<)
  }
}
