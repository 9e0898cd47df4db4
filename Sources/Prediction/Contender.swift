internal import LinearAlgebra
internal import Relations
internal import Statistics

/// What a predictor is judged beside.
public enum Contender: String, Codable, Sendable, CaseIterable {
  /// The predictor itself.
  case predictor
  /// The same without products of inputs.
  case linear
  /// Products of static relations, ridge with one lambda by leave-one-out, single-replicate labels: the protocol of the
  /// feature paper (Ayman et al., equation 14).
  case featurePaper
  /// The predictor on what targets and partners have in common, without any input.
  case effects
  /// The predictor on sizes alone, without task effects.
  case size
  /// The predictor on the gradient similarity alone; left out where none was measured.
  case similarity
  /// The mean gain of the target's other labels, the global mean where it has none.
  case targetMean
  /// The target's mean and what the partner gave other targets beyond theirs, on average.
  case partnerEffect
  /// The predictor on the correlation of labels alone, without task effects: the rule of thumb.
  case labelCorrelation
  /// The mean of all labels.
  case globalMean
  /// No gain, whatever the pair.
  case zero

  /// Whether it takes no more than means, sizes or the correlation of labels: what a predictor must beat.
  public var isTrivial: Bool {
    switch self {
    case .size, .targetMean, .partnerEffect, .labelCorrelation, .globalMean, .zero: true
    case .predictor, .linear, .featurePaper, .effects, .similarity: false
    }
  }
}

extension Contender {
  /// Whether a fit gives all pairs one gain. Folds that are fitted apart differ by the luck of what was left out.
  var isConstant: Bool { self == .zero || self == .globalMean }

  /// Whether a fit gives all partners of a target one gain.
  var isConstantWithinTargets: Bool { isConstant || self == .targetMean }
}

/// Labels to fit to: averaged over replicates, and of one replicate for the feature paper's protocol.
struct TrainingLabels: Sendable {
  var labels: GainLabels
  var single: GainLabels
}

extension Contender {
  /// The predicted gains of `pairs` after fitting to labels; nil where it has nothing to go by.
  func gains(
    of pairs: [OrderedPair], fittedTo training: TrainingLabels, inputs: PairInputs, settings: PredictorSettings
  ) -> [Double]? {
    let labels = training.labels.labels
    let center = mean(labels.map(\.gain)) ?? 0
    var settings = settings
    switch self {
    case .zero: return pairs.map { _ in 0 }
    case .globalMean: return pairs.map { _ in center }
    case .targetMean:
      let means = Dictionary(grouping: labels, by: \.target).compactMapValues { mean($0.map(\.gain)) }
      return pairs.map { means[$0.target] ?? center }
    case .partnerEffect: return Self.partnerEffects(of: labels, center: center, on: pairs)
    case .predictor: return fitted(training.labels, inputs, settings, of: pairs)
    case .linear:
      settings.quadratic = false
      return fitted(training.labels, inputs, settings, of: pairs)
    case .effects:
      settings.quadratic = false
      return fitted(training.labels, inputs.selecting { _ in false }, settings, of: pairs)
    case .size:
      settings.taskEffects = false
      let sizes = inputs.selecting { input in
        if case .relation(let relation, _) = input { relation.family == .size } else { false }
      }
      return sizes.inputs.isEmpty ? nil : fitted(training.labels, sizes, settings, of: pairs)
    case .labelCorrelation:
      settings.taskEffects = false
      let correlation = inputs.selecting { $0 == .relation(.labelCorrelation, .both) }
      return correlation.inputs.isEmpty ? nil : fitted(training.labels, correlation, settings, of: pairs)
    case .similarity:
      let similarity = inputs.selecting { $0 == .similarity }
      settings.usesSimilarity = true
      return similarity.inputs.isEmpty ? nil : fitted(training.labels, similarity, settings, of: pairs)
    case .featurePaper:
      let relations = inputs.selecting { $0.block == .relation }
      settings.taskEffects = false
      settings.shrinkage = .leaveOnePairOut
      return plainRidge(Self.unweighted(training.single), relations, settings, of: pairs)
    }
  }

  /// Means of targets and what partners add to them; a task without labels of its own adds nothing to the mean of all.
  private static func partnerEffects(
    of labels: [GainLabels.Label], center: Double, on pairs: [OrderedPair]
  ) -> [Double] {
    let targets = Dictionary(grouping: labels, by: \.target).compactMapValues { mean($0.map(\.gain)) }
    let effects = Dictionary(grouping: labels, by: \.partner)
      .compactMapValues { mean($0.map { $0.gain - (targets[$0.target] ?? center) }) }
    return pairs.map { (targets[$0.target] ?? center) + (effects[$0.partner] ?? 0) }
  }

  private func fitted(
    _ labels: GainLabels, _ inputs: PairInputs, _ settings: PredictorSettings, of pairs: [OrderedPair]
  ) -> [Double]? {
    let fit = try? PredictorFit(labels: labels, inputs: inputs, settings: settings)
    return fit?.predictor().gains(of: pairs, inputs: inputs)
  }

  /// One penalty for all columns: each block's variance is proportional to its size.
  private func plainRidge(
    _ labels: GainLabels, _ inputs: PairInputs, _ settings: PredictorSettings, of pairs: [OrderedPair]
  ) -> [Double]? {
    let space = InputSpace(inputs, quadratic: true)
    let noise = max(labels.labels.first?.ownVariance ?? 0, 1e-12)
    let each = noise / Double(space.scaling.count + space.expansion.terms.count)
    var variances = SignalVariances.vague(constant: 1e3 * noise)
    variances.linear = InputBlock.allCases.map { $0 == .relation ? each * Double(space.scaling.count) : 0 }
    variances.quadratic = each * Double(space.expansion.terms.count)
    let fit = try? PredictorFit(labels: labels, inputs: inputs, space: space, settings: settings, variances: variances)
    return fit?.predictor().gains(of: pairs, inputs: inputs)
  }

  /// The same gains with one error variance, their own, for all of them.
  private static func unweighted(_ labels: GainLabels) -> GainLabels {
    let spread = variance(labels.labels.map(\.gain)) ?? 0
    return GainLabels(
      taskCount: labels.taskCount,
      labels: labels.labels.map {
        GainLabels.Label(target: $0.target, partner: $0.partner, gain: $0.gain, ownVariance: spread)
      }, sharedVariance: [Double](repeating: 0, count: labels.taskCount))
  }
}
