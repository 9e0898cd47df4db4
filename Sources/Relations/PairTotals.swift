internal import LinearAlgebra
internal import Statistics

/// What a sweep over all pairs of rows gives for all pairs of tasks.
struct PairTotals: Sendable {
  let taskCount: Int
  /// What was subtracted from every distance before it was added.
  let centre: Double
  /// [a][b]: half of the sum over ordered pairs; `sum(a, b)` adds the halves.
  private var sums: [Double]
  /// Edges of the nearest-neighbour graph of the pooled rows of two tasks that join the two.
  private(set) var links: PairTable<Int32>

  init(taskCount: Int, centre: Double) {
    self.taskCount = taskCount
    self.centre = centre
    sums = [Double](repeating: 0, count: taskCount * taskCount)
    links = PairTable(taskCount: taskCount) { _ in 0 }
  }

  mutating func add(sums more: LaneBuffer<Double>, links moreLinks: LaneBuffer<Int32>) {
    for index in sums.indices { sums[index] += more.start[index] }
    var pair = 0
    for a in 0..<taskCount {
      for b in a + 1..<max(taskCount, a + 1) {
        links.values[pair] += moreLinks.start[a * taskCount + b] + moreLinks.start[b * taskCount + a]
        pair += 1
      }
    }
  }

  /// The sum of all distances between a row of a and a row of b; a row that both hold adds 0.
  func distanceSum(_ a: Int, _ b: Int, pairs: Double) -> Double {
    sums[a * taskCount + b] + sums[b * taskCount + a] + centre * pairs
  }
}
