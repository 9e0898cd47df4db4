/// The numbers of clusters that a solver tries: 1, 2, ..., then in steps of one in `part` of what was reached; none above
/// `last`.
func clusterCounts(upTo last: Int, inStepsOfOneIn part: Int) -> [Int] {
  var counts: [Int] = []
  var next = 1
  while next <= last {
    counts.append(next)
    next += max(1, next / part)
  }
  return counts
}
