/// The ranks 1...n of some values, ascending; tied values share the average of the ranks they take up.
///
/// O(n log n). Traps on NaN, which has no rank.
package func averageRanks(_ values: [Double]) -> [Double] {
  precondition(!values.contains { $0.isNaN }, "NaN has no rank")
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var first = 0
  while first < order.count {
    var end = first + 1
    while end < order.count && values[order[end]] == values[order[first]] { end += 1 }
    let shared = Double(first + end + 1) / 2
    for position in first..<end { ranks[order[position]] = shared }
    first = end
  }
  return ranks
}
