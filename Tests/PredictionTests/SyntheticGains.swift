import LinearAlgebra
import Prediction
import Relations
import Statistics

/// Gains that follow a known law of two relations, with errors of a known structure.
struct SyntheticGains {
  var taskCount = 16
  /// Weights of the relation, of the partner's size and of their product.
  var relation = 1.0
  var size = 0.5
  var product = 0.0
  var targetDeviation = 0.0
  var ownError = 0.3
  /// Standard deviation of the error that a target's gains share.
  var sharedError = 0.0
  var seed: UInt64 = 1

  /// A relation by its name alone; its values are given.
  static func relation(_ name: String, _ direction: Relation.Direction = .symmetric) -> Relation {
    Relation(name, .mean, direction, scaleFree: false) { _ in .nan }
  }

  /// Relations `closeness` and `weight_a`, `weight_b`, and one that means nothing.
  var inputs: PairInputs {
    var stream = RandomStream(seed: seed).split("inputs")
    let weights = (0..<taskCount).map { _ in stream.normal() }
    var elements: [Double] = []
    for a in 0..<taskCount {
      for b in (a + 1)..<taskCount { elements += [stream.normal(), weights[a], weights[b], stream.normal()] }
    }
    let table = RelationTable(
      taskCount: taskCount,
      relations: [Self.relation("closeness"), Self.relation("weight", .directed), Self.relation("chance")],
      values: Matrix(rows: taskCount * (taskCount - 1) / 2, columns: 4, elements: elements))
    return PairInputs(relations: table)
  }

  /// The expected gain of every ordered pair.
  func truth(_ inputs: PairInputs) -> [OrderedPair: Double] {
    var stream = RandomStream(seed: seed).split("truth")
    let effects = (0..<taskCount).map { _ in targetDeviation * stream.normal() }
    var result: [OrderedPair: Double] = [:]
    for pair in OrderedPair.all(taskCount: taskCount) {
      let x = inputs.values(of: [pair]).row(0)
      result[pair] = relation * x[0] + size * x[2] + product * x[0] * x[2] + effects[pair.target]
    }
    return result
  }

  /// Labels of the ordered pairs of some unordered ones; another `replicate` draws other errors.
  func labels(_ truth: [OrderedPair: Double], share: Double = 1, replicate: Int = 0) -> GainLabels {
    var choice = RandomStream(seed: seed).split("choice")
    var errors = RandomStream(seed: seed).split("errors", replicate)
    let shared = (0..<taskCount).map { _ in sharedError * errors.normal() }
    let chosen = Set((0..<taskCount * taskCount).filter { _ in choice.uniform() < share })
    let labels = OrderedPair.all(taskCount: taskCount).compactMap { pair -> GainLabels.Label? in
      let error = ownError * errors.normal() + shared[pair.target]
      let key = pair.unordered.a * taskCount + pair.unordered.b
      guard chosen.contains(key), let gain = truth[pair] else { return nil }
      return GainLabels.Label(
        target: pair.target, partner: pair.partner, gain: gain + error, ownVariance: ownError * ownError)
    }
    return GainLabels(
      taskCount: taskCount, labels: labels,
      sharedVariance: [Double](repeating: sharedError * sharedError, count: taskCount))
  }
}
