/// Ascending whole numbers as text, those that follow each other as a range: `3,7-9`, as Slurm's arrays are written.
package enum NumberRanges {
  /// - Parameters:
  ///   - range: what stands between the first and the last of numbers that follow each other.
  ///   - separator: what stands between ranges.
  package static func text(of numbers: [Int], range: String = "-", separator: String = ",") -> String {
    var parts: [String] = []
    var start = 0
    while start < numbers.count {
      var end = start
      while end + 1 < numbers.count, numbers[end + 1] == numbers[end] + 1 { end += 1 }
      parts.append(end == start ? "\(numbers[start])" : "\(numbers[start])\(range)\(numbers[end])")
      start = end + 1
    }
    return parts.joined(separator: separator)
  }
}
