internal import LinearAlgebra
internal import Statistics

extension PredictorFit {
  /// The fitted thing.
  package func predictor() -> GainModel {
    let parts = design.unpacked(solution.weights, scales)
    return GainModel(
      formatVersion: GainModel.formatVersion, settings: settings, taskCount: labels.taskCount,
      labelCount: labels.labels.count, variances: variances, lambda: lambda, scaling: space.scaling,
      polynomial: parts.polynomial, targetEffects: parts.targets, partnerEffects: parts.partners,
      spread: calibratedSpread(), measured: measuredPairs())
  }

  /// Measurements and the best estimates of their gains.
  private func measuredPairs() -> [MeasuredPair] {
    labels.labels.indices.map { index in
      let label = labels.labels[index]
      return MeasuredPair(
        target: label.target, partner: label.partner, gain: label.gain,
        standardError: labels.variance(of: label).squareRoot(),
        estimate: solution.fitted[index] + variances.unexplained * solution.dualWeights[index])
    }
  }

  /// The spread whose multiplier covers the wanted share of labels, each predicted with its pair left out.
  ///
  /// Conformal on studentised leave-one-out residuals (Vovk, Gammerman & Shafer 2005; the jackknife of Barber et al. 2021):
  /// the multiplier is the (n + 1) coverage-th smallest of them, interpolated, at least the normal quantile where so few labels
  /// are left out that there is no such one. The residuals are those of a label given the others with the errors that they
  /// share; a fresh label shares none, so plain residuals would be too small. Each is measured by its label's own error,
  /// not the tempered one that weighed it. Below 30 labels it is at least the quantile of Student's t with one degree of
  /// freedom a pair but one, as the variances of the model are then little better known.
  private func calibratedSpread() -> PredictionSpread {
    var spread = modelSpread()
    let errors = labels.labels.map { $0.ownVariance + variances.unexplained }
    let scores = solution.studentizedResiduals(labels.unorderedPairs, errors: errors).map(abs)
    let rank = Double(scores.count + 1) * settings.coverage
    let below = Int(rank)
    if below >= 1, below < scores.count {
      let sorted = scores.sorted()
      spread.multiplier = sorted[below - 1] + (rank - Double(below)) * (sorted[below] - sorted[below - 1])
    } else {
      spread.multiplier = max(normalQuantile((1 + settings.coverage) / 2), scores.max() ?? 0)
    }
    if scores.count < Self.fewLabels {
      let pairs = Set(design.pairs.map(\.unordered)).count
      spread.multiplier = max(
        spread.multiplier, studentQuantile((1 + settings.coverage) / 2, freedom: max(1, pairs - 1)))
    }
    return spread
  }

  private static let fewLabels = 30

  /// The model's own variances, before calibration.
  private func modelSpread() -> PredictionSpread {
    var joint = variances
    // The products' variance is counted to the relations, or to what there is instead of them.
    let heir = design.presentBlocks.first ?? .relation
    joint.linear[InputBlock.allCases.firstIndex(of: heir)!] += joint.quadratic
    (joint.quadratic, joint.target, joint.partner) = (0, 0, 0)
    let scales = FittedDesign.Scales(joint, blocks: design.blocks, products: 0)
    let noise = Self.noise(tempered, variances)
    let ridge = GroupedRidge(design: design.columns(scales), labels: labels.labels.map(\.gain), noise: noise)
    let covariance = ridge.solution(lambda: lambda).weightCovariance
    func scale(_ index: Int) -> Double { index == 0 ? scales.constant : scales.linear[index - 1] }
    let rough = PredictionSpread(
      covariance: (0..<covariance.rows).map { row in
        (0...row).map { covariance[row, $0] * scale(row) * scale($0) }
      },
      targetVariances: effectVariances(variances.target, of: \.target, noise),
      partnerVariances: effectVariances(variances.partner, of: \.partner, noise), unexplained: 0)
    return rough.matched(to: self)
  }

  /// Evenly spaced pairs of the panel that no label is of, with the exact variance that is left of each one's gain.
  func exactVariances(atMost count: Int) -> (design: FittedDesign, variances: [Double]) {
    let measured = Set(design.pairs)
    let pairs = InputSpace.sample(taskCount: labels.taskCount, atMost: count).filter { !measured.contains($0) }
    let fresh = FittedDesign(of: pairs, inputs: inputs, space: space)
    let left = solution.remainingVariance(at: fresh.columns(scales))
    return (fresh, left.map { $0 + variances.unexplained })
  }

  /// What is left of the variance of each task's effect, given its labels and their errors.
  private func effectVariances(
    _ prior: Double, of side: KeyPath<OrderedPair, Int>, _ noise: GroupedNoise
  ) -> [Double] {
    var precision = [Double](repeating: 0, count: labels.taskCount)
    for (index, pair) in design.pairs.enumerated() { precision[pair[keyPath: side]] += 1 / noise.own[index] }
    return precision.enumerated().map { task, own in
      let information = side == \.target ? own / (1 + labels.sharedVariance[task] * own) : own
      return prior / (1 + prior * information)
    }
  }
}
