public import Diagnostics
internal import LinearAlgebra
internal import RealModule
internal import Statistics

extension GainModel {
  /// The fewest gains that a predictor is fitted to.
  public static let fewestLabels = 2

  /// Fits a predictor to measured gains.
  ///
  /// - Parameters:
  ///   - labels: gains with their errors; at least `fewestLabels`.
  ///   - inputs: of the same tasks. They are standardised over all pairs of the panel, measured or not.
  ///   - settings: of the fit.
  /// - Throws: `UserError` for too few gains.
  public static func fit(
    to labels: GainLabels, inputs: PairInputs, settings: PredictorSettings = PredictorSettings()
  ) throws(UserError) -> GainModel {
    try PredictorFit(labels: labels, inputs: inputs, settings: settings).predictor()
  }
}

/// A fit with its algebra at hand, which evaluation and selection use; `predictor()` is what lasts.
package struct PredictorFit: Sendable {
  package let settings: PredictorSettings
  package let labels: GainLabels
  /// The labels as they are weighed.
  let tempered: GainLabels
  package let variances: SignalVariances
  package let lambda: Double
  let inputs: PairInputs
  let space: InputSpace
  let design: FittedDesign
  let scales: FittedDesign.Scales
  let solution: RidgeSolution

  /// Fits a predictor to measured gains; see `GainModel.fit`.
  ///
  /// - Parameter variances: given ones, or nil to estimate them.
  package init(
    labels: GainLabels, inputs: PairInputs, settings: PredictorSettings = PredictorSettings(),
    variances: SignalVariances? = nil
  ) throws(UserError) {
    let isIdle = !settings.usesSimilarity && inputs.similarity != nil
    let inputs = isIdle ? inputs.selecting { $0 != .similarity } : inputs
    let quadratic = settings.quadratic && labels.labels.count >= settings.fewestLabelsForProducts
    try self.init(
      labels: labels, inputs: inputs, space: InputSpace(inputs, quadratic: quadratic), settings: settings,
      variances: variances)
  }

  init(
    labels: GainLabels, inputs: PairInputs, space: InputSpace, settings: PredictorSettings,
    variances: SignalVariances? = nil
  ) throws(UserError) {
    precondition(labels.taskCount == inputs.taskCount, "labels and inputs are of the same tasks")
    guard labels.labels.count >= GainModel.fewestLabels else {
      throw .tooFewGains(labels.labels.count, needed: GainModel.fewestLabels)
    }
    self.settings = settings
    self.labels = labels
    self.inputs = inputs
    self.space = space
    design = FittedDesign(
      of: labels.labels.map(\.pair), inputs: inputs, space: space)
    tempered = labels.tempered(by: settings.errorPooling)
    self.variances = variances ?? Self.estimatedVariances(of: tempered, design: design, settings: settings)
    scales = FittedDesign.Scales(self.variances, blocks: design.blocks, products: design.products.columns)
    let ridge = GroupedRidge(
      design: design.columns(scales), labels: labels.labels.map(\.gain),
      noise: Self.noise(tempered, self.variances))
    lambda = Self.lambda(ridge, labels: labels, shrinkage: settings.shrinkage)
    solution = ridge.solution(lambda: lambda)
  }

  /// What each label would be predicted to be, had its whole set of labels (indices into `labels.labels`) been left out,
  /// with the same variances and lambda. Exact; labels in no set keep their fit.
  package func leftOutGains(_ sets: [[Int]]) -> [Double] { solution.leftOut(sets) }

  /// The error covariance of labels, with what is particular to each pair counted to its own error.
  static func noise(_ labels: GainLabels, _ variances: SignalVariances) -> GroupedNoise {
    // Errors that are unknown count as next to none, not as none: the covariance stays positive definite.
    let floor = 1e-7 * variances.constant
    return GroupedNoise(
      group: labels.labels.map(\.target), own: labels.labels.map { $0.ownVariance + variances.unexplained + floor },
      shared: { labels.sharedVariance[$0] })
  }

  private static func estimatedVariances(
    of labels: GainLabels, design: FittedDesign, settings: PredictorSettings
  ) -> SignalVariances {
    var stream = RandomStream(seed: settings.seed).split("likelihood")
    let rows = stream.sample(settings.maxLikelihoodLabels, of: labels.labels.count).sorted()
    let chosen = GainLabels(
      taskCount: labels.taskCount, labels: rows.map { labels.labels[$0] }, sharedVariance: labels.sharedVariance)
    let gains = chosen.labels.map(\.gain)
    let spread = variance(gains) ?? 0
    let errors = mean(chosen.labels.map(labels.variance)) ?? 0
    let constant = 10 * max(mean(gains.map { $0 * $0 }) ?? 0, 1e-12)
    let fitted = VarianceComponents(
      kernels: design.kernels(rows: rows, settings: settings), fixed: fixedCovariance(chosen, constant: constant),
      labels: gains,
      expected: design.typicalShares(settings).map { share in
        // A wide guess: blocks that are drawn to less than they may need leave too much to errors.
        3 * share * max(spread - errors, 0.1 * spread, 1e-12)
      })
    var next = fitted.variances[...]
    let present = design.presentBlocks
    return SignalVariances(
      constant: constant, linear: InputBlock.allCases.map { present.contains($0) ? next.removeFirst() : 0 },
      quadratic: design.products.columns > 0 ? next.removeFirst() : 0,
      target: settings.taskEffects ? next.removeFirst() : 0, partner: settings.taskEffects ? next.removeFirst() : 0,
      unexplained: next.removeFirst())
  }

  /// The covariance of labels that is not estimated: errors, and a vague constant.
  private static func fixedCovariance(_ labels: GainLabels, constant: Double) -> Matrix<Double> {
    let own = noise(labels, .vague(constant: constant)).own
    var result = Matrix<Double>(rows: own.count, columns: own.count, filledWith: constant)
    for (row, a) in labels.labels.enumerated() {
      result[row, row] += own[row]
      for (column, b) in labels.labels.enumerated() where a.target == b.target {
        result[row, column] += labels.sharedVariance[a.target]
      }
    }
    return result
  }

  private static func lambda(
    _ ridge: GroupedRidge, labels: GainLabels, shrinkage: PredictorSettings.Shrinkage
  ) -> Double {
    let sets: [[Int]]
    switch shrinkage {
    case .likelihood: return 1
    case .leaveOnePairOut: sets = labels.unorderedPairs
    case .leaveOneTargetOut: sets = labels.targets
    }
    let grid = stride(from: -8.0, through: 8, by: 1).map { Double.exp2($0) }
    let errors = grid.map { lambda in
      labels.weightedError(of: ridge.solution(lambda: lambda).leftOut(sets), noise: ridge.noise)
    }
    let best = errors.indices.min { errors[$0] < errors[$1] } ?? 0
    return grid[best]
  }
}

extension GainLabels {
  /// Label indices by unordered pair: both directions of a pair are measured by one job and left out together.
  var unorderedPairs: [[Int]] {
    indices { $0.pair.unordered }
  }

  /// Label indices by target.
  var targets: [[Int]] { indices { $0.target } }

  private func indices(by key: (Label) -> some Hashable) -> [[Int]] {
    Dictionary(grouping: labels.indices) { key(labels[$0]) }.values.sorted { $0[0] < $1[0] }
  }

  /// The mean squared error of predictions of the labels, weighted by the labels' precision.
  func weightedError(of predictions: [Double], noise: GroupedNoise) -> Double {
    let weights = labels.indices.map { 1 / (noise.own[$0] + sharedVariance[labels[$0].target]) }
    return weightedMean(zip(labels, predictions).map { ($0.gain - $1) * ($0.gain - $1) }, weights: weights) ?? 0
  }
}
