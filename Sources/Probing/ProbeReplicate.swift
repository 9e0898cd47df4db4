public import LinearAlgebra

/// What one joint training showed.
public struct ProbeReplicate: Sendable {
  /// The number of the joint training: its split and initial weights.
  public let replicate: Int
  /// Epochs trained.
  public let epochs: Int
  /// `cosines[view][0]`: the untrained network; `[1]` ... `[10]`: the tenths of the training. A whole-row view is taken at
  /// the end of each tenth, the minibatch view as often as `checkpointEvery` says.
  public internal(set) var cosines: [ProbeView: [PairMoments]]
  /// The whole trunk's geometry, moment by moment and view by view.
  public internal(set) var trajectory: [ProbePoint] = []
  /// The same layer by layer.
  public internal(set) var layers: [ProbePoint] = []
  /// Mean lookahead affinity over the last 20 % of the training (row i gains, column j steps), and its first order.
  public internal(set) var lookahead: Matrix<Double>?
  /// What `lookahead` is to first order in the step size, from the gradients' products alone.
  public internal(set) var lookaheadFirstOrder: Matrix<Double>?
  /// By combiner, the mean cosine between its direction and the average's over the last 20 % of the minibatches.
  public internal(set) var directions: [DirectionChange] = []

  static let tenths = 10

  init(replicate: Int, epochs: Int, tasks: Int, views: [ProbeView]) {
    self.replicate = replicate
    self.epochs = epochs
    let empty = [PairMoments](repeating: PairMoments(taskCount: tasks), count: Self.tenths + 1)
    cosines = Dictionary(uniqueKeysWithValues: views.map { ($0, empty) })
  }

  /// The tenth of a training of `total` steps that a step lies in.
  static func tenth(of step: Int, total: Int) -> Int {
    step == 0 ? 0 : min(tenths, (tenths * step + total - 1) / max(total, 1))
  }

  /// The cosines of a view over the last 20 % of the training.
  public func finalCosines(_ view: ProbeView) -> PairMoments? {
    guard let all = cosines[view] else { return nil }
    var last = all[Self.tenths - 1]
    last.add(all[Self.tenths])
    return last
  }
}
