import Diagnostics
import Foundation
import LinearAlgebra
import Prediction
import Relations
import Statistics
import Testing

struct PredictorTests {
  /// Half-way between a label's own error variance and the mean of all, on the scale of logarithms.
  @Test func temperingDrawsErrorVariancesTogether() {
    let labels = GainLabels(
      taskCount: 2,
      labels: [
        GainLabels.Label(target: 0, partner: 1, gain: 1, ownVariance: 1),
        GainLabels.Label(target: 1, partner: 0, gain: 2, ownVariance: 7),
      ], sharedVariance: [0, 4])
    let tempered = labels.tempered(by: 0.5)
    #expect(
      abs(tempered.labels[0].ownVariance - 2) < 1e-12
        && abs(tempered.labels[1].ownVariance * tempered.labels[1].ownVariance - 28) < 1e-9)
    #expect(tempered.sharedVariance[0] == 0 && abs(tempered.sharedVariance[1] - 8.squareRoot()) < 1e-12)
    #expect(labels.tempered(by: 0) == labels)
    #expect(tempered.labels.map(\.gain) == [1, 2])
  }

  init() { useSingleThreadedBLAS() }

  @Test func recoversALinearLaw() throws {
    let law = SyntheticGains()
    let inputs = law.inputs
    let truth = law.truth(inputs)
    let predictor = try GainModel.fit(to: law.labels(truth, share: 0.4), inputs: inputs)
    #expect(correlation(of: predictor, inputs, truth) > 0.97)
    #expect(predictor.variances.quadratic < 0.05 * predictor.variances.linear[0])
  }

  @Test func recoversAnInteraction() throws {
    let law = SyntheticGains(relation: 0.2, size: 0.2, product: 1)
    let inputs = law.inputs
    let truth = law.truth(inputs)
    let labels = law.labels(truth, share: 0.6)
    let quadratic = try GainModel.fit(to: labels, inputs: inputs)
    let linear = try GainModel.fit(to: labels, inputs: inputs, settings: PredictorSettings(quadratic: false))
    #expect(correlation(of: quadratic, inputs, truth) > 0.9)
    #expect(correlation(of: quadratic, inputs, truth) > correlation(of: linear, inputs, truth) + 0.1)
  }

  /// The fast formula against refitting without the labels, for pairs, targets and arbitrary sets.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func leavingOutEqualsRefitting(seed: UInt64) throws {
    let law = SyntheticGains(taskCount: 8, targetDeviation: 0.5, sharedError: 0.4, seed: seed)
    let inputs = law.inputs
    let labels = law.labels(law.truth(inputs), share: 0.7)
    let variances = SignalVariances(
      constant: 3, linear: [0.8, 0, 0, 0, 0], quadratic: 0.2, target: 0.3, partner: 0.1, unexplained: 0.05)
    let fit = try PredictorFit(labels: labels, inputs: inputs, variances: variances)
    var stream = RandomStream(seed: seed)
    let count = labels.labels.count
    let sets = [[0], [3, 4], stream.sample(7, of: count), Array(count - 6..<count)]
    for set in sets {
      let exact = fit.leftOutGains([set])
      let kept = labels.filtered { label in !set.contains { labels.labels[$0] == label } }
      let refitted = try PredictorFit(labels: kept, inputs: inputs, variances: variances).predictor()
      for index in set {
        let label = labels.labels[index]
        let brute = refitted.gains(of: [OrderedPair(target: label.target, partner: label.partner)], inputs: inputs)[0]
        #expect(abs(exact[index] - brute) < 1e-9, "seed \(seed)")
      }
    }
  }

  /// Errors that a target's gains share must not pass for an effect of the target.
  @Test func effectsVanishWhereTheyAreOnlySharedError() throws {
    var law = SyntheticGains(taskCount: 24, targetDeviation: 0, ownError: 0.2, sharedError: 1)
    let noise = try GainModel.fit(to: law.labels(law.truth(law.inputs), share: 0.5), inputs: law.inputs)
    law.sharedError = 0.1
    law.targetDeviation = 1
    let real = try GainModel.fit(to: law.labels(law.truth(law.inputs), share: 0.5), inputs: law.inputs)
    #expect(noise.variances.target < 0.4)
    #expect(real.variances.target > 0.5)
    #expect((variance(noise.targetEffects) ?? 0) < 0.2)
    #expect((variance(real.targetEffects) ?? 0) > 0.5)
  }

  @Test func shuffledLabelsPredictNothing() throws {
    let law = SyntheticGains(taskCount: 20)
    let inputs = law.inputs
    let truth = law.truth(inputs)
    let labels = law.labels(truth)
    var correlations: [Double] = []
    for seed in 0..<16 {
      var stream = RandomStream(seed: UInt64(seed)).split("shuffle")
      let order = stream.permutation(labels.labels.count)
      let shuffled = labels.labels.indices.map { index -> GainLabels.Label in
        var label = labels.labels[index]
        label.gain = labels.labels[order[index]].gain
        return label
      }
      let mixed = GainLabels(taskCount: 20, labels: shuffled, sharedVariance: labels.sharedVariance)
      let fit = try PredictorFit(labels: mixed.filtered { ($0.target + $0.partner) % 2 == 0 }, inputs: inputs)
      let held = mixed.labels.filter { ($0.target + $0.partner) % 2 == 1 }
      let predicted = fit.predictor().gains(
        of: held.map { OrderedPair(target: $0.target, partner: $0.partner) }, inputs: inputs)
      correlations.append(pearsonCorrelation(predicted, held.map(\.gain)) ?? 0)
    }
    let center = try #require(mean(correlations))
    let error = try #require(standardError(correlations))
    #expect(abs(center) < 2 * error + 0.02)
  }

  @Test(arguments: [0.8, 0.9])
  func intervalsCoverFreshLabels(coverage: Double) throws {
    var covered = 0
    var total = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      let law = SyntheticGains(taskCount: 20, targetDeviation: 0.4, ownError: 0.5, sharedError: 0.3, seed: seed)
      let inputs = law.inputs
      let truth = law.truth(inputs)
      let labels = law.labels(truth, share: 0.4)
      let predictor = try GainModel.fit(
        to: labels, inputs: inputs, settings: PredictorSettings(coverage: coverage))
      let measured = Set(labels.labels.map { OrderedPair(target: $0.target, partner: $0.partner) })
      let fresh = law.labels(truth, replicate: 1).labels.map {
        (OrderedPair(target: $0.target, partner: $0.partner), $0)
      }
      .filter { !measured.contains($0.0) }
      for (prediction, label) in zip(predictor.predictions(of: fresh.map(\.0), inputs: inputs), fresh.map(\.1)) {
        let interval = prediction.interval(labelVariance: 0.5 * 0.5 + 0.3 * 0.3)
        covered += interval.contains(label.gain) ? 1 : 0
        total += 1
      }
    }
    let share = Double(covered) / Double(total)
    #expect(abs(share - coverage) < 0.04, "\(share)")
  }

  @Test func predictionsDoNotDependOnThreads() throws {
    let law = SyntheticGains(taskCount: 80)
    let inputs = law.inputs
    let predictor = try GainModel.fit(to: law.labels(law.truth(inputs), share: 0.05), inputs: inputs)
    let pairs = OrderedPair.all(taskCount: 80)
    #expect(
      predictor.predictions(of: pairs, inputs: inputs, threads: 1)
        == predictor.predictions(of: pairs, inputs: inputs, threads: 2))
  }

  @Test func readsBackFromJSONTheSame() throws {
    let law = SyntheticGains(taskCount: 10, targetDeviation: 0.3)
    let predictor = try GainModel.fit(to: law.labels(law.truth(law.inputs)), inputs: law.inputs)
    let data = try JSONEncoder().encode(predictor)
    #expect(try JSONDecoder().decode(GainModel.self, from: data) == predictor)
  }

  /// A panel of 1,000 tasks: 999,000 ordered pairs, 5,000 of them measured.
  @Test func servesAThousandTasks() throws {
    let law = SyntheticGains(taskCount: 1000)
    let inputs = law.inputs
    let labels = law.labels(law.truth(inputs), share: 0.005)
    let clock = ContinuousClock()
    var predictions: [GainPrediction] = []
    let time = try clock.measure {
      let predictor = try GainModel.fit(to: labels, inputs: inputs)
      predictions = predictor.predictions(of: OrderedPair.all(taskCount: 1000), inputs: inputs, threads: 2)
    }
    print("1,000 tasks, \(labels.labels.count) gains:", time)
    #expect(predictions.count == 999_000)
    #expect(time < .seconds(60))
  }

  @Test func saysWhichInputsItDropsAndWhy() throws {
    let law = SyntheticGains()
    let plain = law.inputs.relations
    var elements: [Double] = []
    for row in 0..<plain.values.rows {
      let values = plain.values.row(row)
      elements += values + [2 * values[0] - values[3], 7, .nan]
    }
    let table = RelationTable(
      taskCount: law.taskCount,
      relations: plain.relations + ["twice", "seven", "nothing"].map { SyntheticGains.relation($0) },
      values: Matrix(rows: plain.values.rows, columns: 7, elements: elements))
    let predictor = try GainModel.fit(to: law.labels(law.truth(law.inputs)), inputs: PairInputs(relations: table))
    #expect(predictor.dropped.contains { $0.name == "seven" && $0.reason == .constant })
    #expect(predictor.dropped.contains { $0.name == "nothing" && $0.reason == .unknown })
    let twice = try #require(predictor.dropped.first { $0.name == "twice" })
    #expect(twice.reason == .collinear && twice.repeats == ["closeness", "chance"])
  }

  @Test func refusesTooFewLabelsAndBearsConstantOnes() throws {
    let law = SyntheticGains()
    let labels = law.labels(law.truth(law.inputs))
    let few = GainLabels(
      taskCount: law.taskCount, labels: Array(labels.labels.prefix(1)), sharedVariance: labels.sharedVariance)
    #expect(throws: UserError.self) { try GainModel.fit(to: few, inputs: law.inputs) }
    let flat = labels.labels.map {
      GainLabels.Label(target: $0.target, partner: $0.partner, gain: 0, ownVariance: 0)
    }
    let predictor = try GainModel.fit(
      to: GainLabels(
        taskCount: law.taskCount, labels: flat, sharedVariance: [Double](repeating: 0, count: law.taskCount)),
      inputs: law.inputs)
    let predictions = predictor.predictions(of: OrderedPair.all(taskCount: law.taskCount), inputs: law.inputs)
    #expect(predictions.allSatisfy { abs($0.gain) < 1e-9 && $0.interval.upperBound.isFinite })
  }

  private func correlation(of predictor: GainModel, _ inputs: PairInputs, _ truth: [OrderedPair: Double]) -> Double {
    let pairs = OrderedPair.all(taskCount: inputs.taskCount)
    return pearsonCorrelation(predictor.gains(of: pairs, inputs: inputs), pairs.compactMap { truth[$0] }) ?? 0
  }
}
