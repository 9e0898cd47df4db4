public import LinearAlgebra
internal import Statistics

/// How well two numbers agree over the pairs of some tasks.
public struct PairAgreement: Codable, Equatable, Sendable {
  /// Pairs on which both are known.
  public var pairs: Int
  /// Pearson's correlation; nil where either does not vary.
  public var pearson: Double?
  /// 95 % interval by resampling tasks, as pairs that share a task are not independent.
  public var lower: Double?
  /// The upper end of that interval.
  public var upper: Double?
  /// Spearman's rank correlation; nil where either does not vary.
  public var spearman: Double?

  /// Compares two values a pair, in the order of `TaskPair.all`; NaN counts as not known.
  ///
  /// A pair of the same task drawn twice is left out of a resample.
  public init(_ x: [Double], _ y: [Double], tasks: Int, random: RandomStream, resamples: Int = 1000) {
    precondition(x.count == y.count && x.count == tasks * (tasks - 1) / 2, "one value a pair")
    let known = x.indices.filter { x[$0].isFinite && y[$0].isFinite }
    pairs = known.count
    pearson = pearsonCorrelation(known.map { x[$0] }, known.map { y[$0] })
    spearman = spearmanCorrelation(known.map { x[$0] }, known.map { y[$0] })
    let interval = bootstrapInterval(count: tasks, resamples: resamples, random: random) { drawn in
      var left: [Double] = []
      var right: [Double] = []
      for (position, a) in drawn.enumerated() {
        for b in drawn[(position + 1)...] where a != b {
          let pair = TaskPair(a, b).index(taskCount: tasks)
          if x[pair].isFinite && y[pair].isFinite {
            left.append(x[pair])
            right.append(y[pair])
          }
        }
      }
      return pearsonCorrelation(left, right)
    }
    lower = interval?.lowerBound
    upper = interval?.upperBound
  }
}

/// How well clusters made from similarities agree with given ones.
public struct AnnotationAgreement: Codable, Equatable, Sendable {
  /// Clusters that the tree is cut into.
  public var clusters: Int
  /// The adjusted Rand index: 1 for the same partition, 0 expected by chance.
  public var adjustedRand: Double
  /// Normalised mutual information, in 0...1.
  public var mutualInformation: Double

  /// Average-linkage clusters at every number of clusters from 2 to one less than the tasks.
  ///
  /// - Parameters:
  ///   - similarities: a value a pair in the order of `TaskPair.all`; one that is not known counts as 0.
  ///   - annotation: a cluster's number a task.
  public static func all(similarities: [Double], annotation: [Int]) -> [AnnotationAgreement] {
    let count = annotation.count
    guard count > 2 else { return [] }
    let tree = averageLinkage(distances: distances(similarities, count: count))
    return (2..<count).map { clusters in
      let partition = tree.partition(into: clusters)
      return AnnotationAgreement(
        clusters: clusters, adjustedRand: adjustedRandIndex(partition, annotation),
        mutualInformation: normalizedMutualInformation(partition, annotation))
    }
  }

  /// 1 - similarity as a (count, count) matrix.
  public static func distances(_ similarities: [Double], count: Int) -> Matrix<Double> {
    var result = Matrix<Double>(rows: count, columns: count)
    for (value, pair) in zip(similarities, TaskPair.all(taskCount: count)) {
      result[pair.a, pair.b] = 1 - (value.isFinite ? value : 0)
      result[pair.b, pair.a] = result[pair.a, pair.b]
    }
    return result
  }
}
