internal import Networks
internal import RealModule
internal import Statistics

/// Whether gradient surgery could matter for a panel, from what the minibatches showed.
public struct SurgeryAdvice: Codable, Equatable, Sendable {
  /// Mean cosine on minibatches over the last 20 % of training: of the focal task with the others, or of all pairs.
  public var cosine: Double?
  /// Share of the pairs in conflict there.
  public var conflictShare: Double?
  /// Degrees by which each combiner would turn the averaged step.
  public var turns: [String: Double]
  public var couldMatter: Bool
  public var text: String

  /// A step turned by fewer degrees than this is the same step for a stochastic optimiser.
  static let leastTurn = 10.0

  public init(_ result: ProbeResult) {
    let window = result.replicates.flatMap { replicate in
      replicate.trajectory.filter {
        $0.view == .minibatch && $0.epoch > 0.8 * Double(replicate.epochs)
      }
    }
    cosine = mean(window.compactMap { $0.focalCosine ?? $0.meanCosine })
    conflictShare = mean(window.compactMap(\.conflictShare))
    var turns: [String: [Double]] = [:]
    for change in result.replicates.flatMap(\.directions) {
      turns[change.combiner.rawValue, default: []].append(SurgeryAdvice.degrees(change.cosine))
    }
    self.turns = turns.compactMapValues { mean($0) }
    let largest = self.turns.max { ($0.value, $1.key) < ($1.value, $0.key) }
    couldMatter = (largest?.value ?? 0) >= Self.leastTurn
    text = Self.wording(largest: largest.map { ($0.key, $0.value) }, cosine: cosine, couldMatter: couldMatter)
  }

  private static func degrees(_ cosine: Double) -> Double {
    Double.acos(cosine) * 180 / Double.pi
  }

  private static func wording(largest: (name: String, turn: Double)?, cosine: Double?, couldMatter: Bool) -> String {
    guard let largest, let cosine else { return "No minibatch cosine was measured: nothing can be said." }
    let shown = (cosine * 1000).rounded() / 1000
    let turn = (largest.turn * 10).rounded() / 10
    let finding =
      "The mean minibatch cosine is \(shown), and \(largest.name) would turn the averaged step by \(turn) degrees."
    return couldMatter
      ? finding + " Surgery could matter here: measure it with --compare-combiners."
      : finding + " Every combiner takes nearly the averaged step: surgery is not worth trying."
  }
}
