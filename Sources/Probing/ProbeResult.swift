public import Statistics

/// What the joint trainings of a probe showed.
public struct ProbeResult: Sendable {
  /// The probed tasks, ascending, by their index in the panel.
  public let tasks: [Int]
  /// The view that the similarity is of.
  public let view: ProbeView
  /// One a joint training, by number.
  public let replicates: [ProbeReplicate]

  /// The similarity of every pair of probed tasks on a view, in the order of `TaskPair.all`.
  ///
  /// The mean over the last 20 % of training and over replicates. Its standard error is over replicates; with a single
  /// one over checkpoints, which are not independent, so that it is too small. nil where the view was not measured.
  public func similarities(_ view: ProbeView) -> [PairSimilarity]? {
    let finals = replicates.compactMap { $0.finalCosines(view) }
    guard let first = finals.first else { return nil }
    return TaskPair.all(taskCount: tasks.count).enumerated().map { index, pair in
      let means = finals.compactMap { $0.mean(index) }
      return PairSimilarity(
        pair: TaskPair(tasks[pair.a], tasks[pair.b]), similarity: mean(means),
        standardError: finals.count > 1 ? standardError(means) : first.standardError(index),
        checkpoints: finals.reduce(0) { $0 + $1.count(index) })
    }
  }

  /// Mean cosines of every pair in a tenth of the training (0: untrained) over replicates, NaN where never measured.
  public func cosines(_ view: ProbeView, tenth: Int) -> [Double]? {
    let measured = replicates.compactMap { $0.cosines[view]?[tenth] }
    guard var all = measured.first else { return nil }
    for other in measured.dropFirst() { all.add(other) }
    return all.means
  }
}

/// The similarity of one pair of tasks.
public struct PairSimilarity: Sendable, Equatable {
  /// Tasks of the panel.
  public let pair: TaskPair
  /// The earlier of the two tasks.
  public var a: Int { pair.a }
  /// The later of the two.
  public var b: Int { pair.b }
  /// In [-1, 1]; nil where one of them had no gradient.
  public let similarity: Double?
  /// Of `similarity`, over replicates, or with one over checkpoints; nil where there are fewer than two.
  public let standardError: Double?
  /// Cosines that went into it, over all replicates.
  public let checkpoints: Int

  /// A similarity of its parts.
  public init(pair: TaskPair, similarity: Double?, standardError: Double?, checkpoints: Int) {
    self.pair = pair
    self.similarity = similarity
    self.standardError = standardError
    self.checkpoints = checkpoints
  }
}
