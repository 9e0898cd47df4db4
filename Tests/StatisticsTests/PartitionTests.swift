import LinearAlgebra
import Statistics
import Testing

struct PartitionTests {
  static let points = [(0.0, 0.0), (0.3, 1.1), (4.0, 0.2), (4.4, 0.9), (0.9, 0.4), (8.0, 7.0), (7.1, 6.5), (3.6, -0.6)]

  static var distances: Matrix<Double> {
    var result = Matrix<Double>(rows: points.count, columns: points.count)
    for (i, a) in points.enumerated() {
      for (j, b) in points.enumerated() {
        result[i, j] = ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).squareRoot()
      }
    }
    return result
  }

  @Test func agreementAgreesWithScikitLearn() {
    let a = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]
    let b = [0, 0, 1, 1, 1, 2, 2, 2, 2, 0]
    #expect(close(adjustedRandIndex(a, b), 0.20454545454545456))
    #expect(close(normalizedMutualInformation(a, b), 0.44270128334605))
  }

  @Test func trivialPartitionsAgreeWithThemselves() {
    #expect(adjustedRandIndex([0, 0, 0], [5, 5, 5]) == 1)
    #expect(adjustedRandIndex([0, 1, 2], [2, 0, 1]) == 1)
    #expect(adjustedRandIndex([], []) == 1)
    #expect(normalizedMutualInformation([0, 0, 0], [5, 5, 5]) == 1)
    #expect(normalizedMutualInformation([0, 0, 0, 0], [0, 1, 0, 1]) == 0)
    #expect(normalizedMutualInformation([], []) == 1)
  }

  @Test func averageLinkageAgreesWithSciPy() {
    let tree = averageLinkage(distances: Self.distances)
    let expected = [
      (2, 3, 0.8062257748298551, 2), (1, 4, 0.9219544457292889, 2), (5, 6, 1.0295630140987002, 2),
      (0, 9, 1.0625306026393742, 3), (7, 8, 1.297213595499958, 3), (11, 12, 3.6990972758565768, 6),
      (10, 13, 8.49497704699927, 8),
    ]
    #expect(tree.merges.count == expected.count)
    for (merge, row) in zip(tree.merges, expected) {
      #expect(merge.a == row.0 && merge.b == row.1 && merge.size == row.3)
      #expect(close(merge.height, row.2))
    }
    #expect(tree.partition(into: 3) == [0, 0, 1, 1, 0, 2, 2, 1])
    #expect(tree.partition(into: 4) == [0, 0, 1, 1, 0, 2, 2, 3])
    #expect(tree.partition(below: 1) == [0, 1, 2, 2, 1, 3, 4, 5])
  }

  @Test func linkageOfFewItems() {
    #expect(averageLinkage(distances: Matrix(rows: 0, columns: 0)).partition(into: 1) == [])
    #expect(averageLinkage(distances: Matrix(rows: 1, columns: 1)).partition(into: 1) == [0])
    #expect(averageLinkage(distances: Matrix(rows: 5, columns: 5)).partition(into: 2).max() == 1)
  }

  /// The chain against the plain algorithm that looks for the closest two clusters in every step.
  @Test(arguments: 0..<20)
  func chainEqualsTheGreedyDefinition(seed: Int) {
    var stream = RandomStream(seed: UInt64(seed))
    let count = 2 + stream.below(30)
    var distances = Matrix<Double>(rows: count, columns: count)
    for i in 0..<count {
      for j in 0..<i {
        distances[i, j] = stream.uniform()
        distances[j, i] = distances[i, j]
      }
    }
    let tree = averageLinkage(distances: distances)
    for clusters in 1...count {
      #expect(tree.partition(into: clusters) == greedyPartition(distances, clusters), "seed \(seed)")
    }
  }

  private func greedyPartition(_ distances: Matrix<Double>, _ clusters: Int) -> [Int] {
    var groups = (0..<distances.rows).map { [$0] }
    func height(_ a: [Int], _ b: [Int]) -> Double {
      a.reduce(0) { sum, i in sum + b.reduce(0) { $0 + distances[i, $1] } } / Double(a.count * b.count)
    }
    while groups.count > clusters {
      var best = (0, 1, Double.infinity)
      for i in groups.indices {
        for j in groups.indices where j > i {
          let value = height(groups[i], groups[j])
          if value < best.2 { best = (i, j, value) }
        }
      }
      groups[best.0] += groups.remove(at: best.1)
    }
    var names = [Int](repeating: 0, count: distances.rows)
    let ordered = groups.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    for (name, group) in ordered.enumerated() { for item in group { names[item] = name } }
    return names
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func intersectionsOfSets(seed: UInt64) {
    var random = RandomStream(seed: seed).split("sets")
    let universe = 1 + random.below(200)
    let sets = (0..<6).map { _ in (0..<random.below(universe + 1)).map { _ in random.below(universe) } }
    let found = SetIntersections(of: sets, universe: universe, threads: 2)
    for (a, first) in sets.enumerated() {
      #expect(found.sizes[a] == Set(first).count, "seed \(seed)")
      for (b, second) in sets.enumerated() {
        #expect(found.shared(a, b) == Set(first).intersection(second).count, "seed \(seed)")
      }
    }
    #expect(SetIntersections(of: [[Int]](), universe: 0).sizes.isEmpty)
  }

  /// Few sets hold a member here, so that members are counted one by one.
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func intersectionsOfSparseSets(seed: UInt64) {
    var random = RandomStream(seed: seed).split("sparse sets")
    let sets = (0..<60).map { _ in (0..<random.below(40)).map { _ in random.below(4000) } }
    let found = SetIntersections(of: sets, universe: 4000, threads: 2)
    for (a, first) in sets.enumerated() {
      #expect(found.sizes[a] == Set(first).count, "seed \(seed)")
      for (b, second) in sets.enumerated() {
        #expect(found.shared(a, b) == Set(first).intersection(second).count, "seed \(seed)")
      }
    }
  }
}
