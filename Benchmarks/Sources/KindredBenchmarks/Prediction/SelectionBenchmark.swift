import Foundation
import Labels
import LinearAlgebra
import Prediction
import Statistics

/// `select [fit=10] [choices=20] STUDY...`: r on fresh replicates against the share of pairs measured, the pairs chosen at
/// random or by the expected fall of the predictive variance.
///
/// Three tenths of the pairs judge and are never measured. Both begin with the same tenth of the others in balanced random
/// order and go on in steps of a twentieth of all pairs.
enum SelectionBenchmark {
  @Sendable static func run(_ arguments: [String]) throws {
    useSingleThreadedBLAS()
    let arguments = Arguments(arguments)
    let shares = [0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]
    print("panel       choice     " + shares.map { String(format: "%12.2f", $0) }.joined())
    for folder in arguments.rest {
      let study = try LabelledStudy(folder: folder)
      let rounds = try (0..<arguments.count("choices", 20)).map {
        try SelectionRound(study, fit: arguments.count("fit", 10), round: $0).curves(shares)
      }
      for (row, name) in ["random", "uncertainty"].enumerated() {
        let cells = shares.indices.map { column -> String in
          let values = rounds.map { $0[row][column] }
          let error = (standardDeviation(values) ?? 0) / Double(values.count).squareRoot()
          return String(format: "  %.3f +-.%03d", mean(values) ?? 0, Int((1000 * error).rounded()))
        }
        print(
          study.name.padding(toLength: 12, withPad: " ", startingAt: 0)
            + name.padding(toLength: 11, withPad: " ", startingAt: 0) + cells.joined())
        fflush(nil)
      }
    }
  }
}

/// One random choice of replicates and judging pairs, and the curves on it.
private struct SelectionRound {
  let taskCount: Int
  let inputs: PairInputs
  let labels: GainLabels
  let judges: GainLabels
  let judgePairs: Set<[Int]>
  let candidates: [[Int]]
  let stream: RandomStream

  init(_ study: LabelledStudy, fit: Int, round: Int) throws {
    taskCount = study.table.taskCount
    stream = RandomStream(seed: 1).split("selection", round)
    var random = stream.split("replicates")
    var paired = study.paired
    var alone = study.alone
    random.shuffle(&paired)
    random.shuffle(&alone)
    let seen = Set(paired.prefix(fit) + alone.prefix(alone.count / 2))
    let estimator = GainEstimator(fittedTo: study.table)
    let noise = GainNoise(from: study.table, estimator: estimator)
    labels = GainLabels(from: study.table, estimator: estimator, noise: noise, includes: seen.contains)
    inputs = study.inputs.withSkills(from: study.table, includes: seen.contains)
    let order = balancedPairOrder(
      taskCount: taskCount, among: study.table.sets(ofSize: 2), stream: stream.split("judges"))
    let judging = Set(order.prefix(order.count * 3 / 10))
    judgePairs = judging
    judges = GainLabels(from: study.table, estimator: estimator, noise: noise) { !seen.contains($0) }
      .filtered { judging.contains([min($0.target, $0.partner), max($0.target, $0.partner)]) }
    candidates = balancedPairOrder(
      taskCount: taskCount, among: Array(order.dropFirst(judging.count)).sorted { ($0[0], $0[1]) < ($1[0], $1[1]) },
      stream: stream.split("order"))
  }

  /// r at each share of all pairs: of random choice, then of uncertainty.
  func curves(_ shares: [Double]) throws -> [[Double]] {
    let total = Double(candidates.count + judgePairs.count)
    let counts = shares.map { Int(($0 * total).rounded()) }
    let random = try counts.map { try correlation(fit(Array(candidates.prefix($0)))) }
    var chosen = Array(candidates.prefix(counts[0]))
    var model = try fit(chosen)
    var uncertain = [correlation(model)]
    for count in counts.dropFirst() {
      let left = candidates.filter { !chosen.contains($0) }
      chosen += model.pairsToMeasure(count - chosen.count, from: left, random: stream.split("choice", count))
      model = try fit(chosen)
      uncertain.append(correlation(model))
    }
    return [random, uncertain]
  }

  private func fit(_ pairs: [[Int]]) throws -> PredictorFit {
    let measured = Set(pairs)
    return try PredictorFit(
      labels: labels.filtered { measured.contains([min($0.target, $0.partner), max($0.target, $0.partner)]) },
      inputs: inputs)
  }

  private func correlation(_ fit: PredictorFit) -> Double {
    let pairs = judges.labels.map { OrderedPair(target: $0.target, partner: $0.partner) }
    return pearsonCorrelation(fit.predictor().gains(of: pairs, inputs: inputs), judges.labels.map(\.gain)) ?? 0
  }
}
