internal import LinearAlgebra

/// What a sweep over all pairs of rows gives for all pairs of tasks.
struct PairTotals: Sendable {
  let taskCount: Int
  /// What was subtracted from every distance before it was added.
  let centre: Double
  /// [a][b]: half of the sum over ordered pairs; `sum(a, b)` adds the halves.
  private var sums: [Double]
  private var links: [Int]

  init(taskCount: Int, centre: Double) {
    self.taskCount = taskCount
    self.centre = centre
    sums = [Double](repeating: 0, count: taskCount * taskCount)
    links = [Int](repeating: 0, count: taskCount * taskCount)
  }

  mutating func add(sums more: LaneBuffer<Double>, links moreLinks: LaneBuffer<Int32>) {
    for index in sums.indices {
      sums[index] += more.start[index]
      links[index] += Int(moreLinks.start[index])
    }
  }

  /// The sum of all distances between a row of a and a row of b; a row that both hold adds 0.
  func distanceSum(_ a: Int, _ b: Int, pairs: Double) -> Double {
    sums[a * taskCount + b] + sums[b * taskCount + a] + centre * pairs
  }

  /// Edges of the nearest-neighbour graph of the pooled rows of a and b that join the two.
  func linkCount(_ a: Int, _ b: Int) -> Int { links[a * taskCount + b] + links[b * taskCount + a] }
}
