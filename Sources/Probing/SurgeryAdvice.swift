internal import Networks
internal import RealModule
internal import Statistics

/// Whether gradient surgery could matter for a panel, from what the minibatches showed.
///
/// How far a combiner turns a step does not tell: batches are noisy, half of all pairs of unrelated tasks conflict in any
/// one of them, and a combiner that acts on that turns the step a lot and changes nothing in the mean. What tells is a
/// pair that conflicts in most batches of most replicates.
public struct SurgeryAdvice: Codable, Equatable, Sendable {
  /// Mean cosine on minibatches over the last 20 % of training: of the focal task with the others, or of all pairs.
  public var cosine: Double?
  /// Share of the pairs in conflict there, batch by batch.
  public var conflictShare: Double?
  /// The pairs that the advice is about: those of the focal task, or all.
  public var pairs: Int
  /// Those whose mean cosine is below -0.1 by more than twice its standard error.
  public var persistentConflicts: Int
  /// The lowest mean cosine of a pair.
  public var lowestCosine: Double?
  /// Degrees by which each combiner would turn the averaged step.
  public var turns: [String: Double]
  /// Whether so many pairs stay in conflict that combiners are worth a measurement.
  public var couldMatter: Bool
  /// The finding and what it means, in sentences.
  public var text: String

  /// A mean cosine from which on a pair is in conflict.
  static let conflict = -0.1
  /// The least share of pairs that must stay in conflict for surgery to matter: by chance alone some of many do.
  static let leastShare = 0.05

  /// Whether surgery could matter, by the minibatches of a probe.
  ///
  /// - Parameters:
  ///   - result: of a probe that was asked for advice.
  ///   - focal: the focal task, by its index in the panel.
  public init(_ result: ProbeResult, focal: Int?) {
    let window = result.replicates.flatMap { replicate in
      replicate.trajectory.filter {
        $0.view == .minibatch && $0.epoch > 0.8 * Double(replicate.epochs)
      }
    }
    cosine = mean(window.compactMap { $0.focalCosine ?? $0.meanCosine })
    conflictShare = mean(window.compactMap(\.conflictShare))
    let known = (result.similarities(.minibatch) ?? []).filter {
      $0.similarity != nil && (focal == nil || $0.a == focal || $0.b == focal)
    }
    pairs = known.count
    persistentConflicts = known.count { ($0.similarity ?? 0) + 2 * ($0.standardError ?? 0) < Self.conflict }
    lowestCosine = known.compactMap(\.similarity).min()
    couldMatter = persistentConflicts > 0 && Double(persistentConflicts) >= Self.leastShare * Double(pairs)
    var turns: [String: [Double]] = [:]
    for change in result.replicates.flatMap(\.directions) {
      turns[change.combiner.rawValue, default: []].append(Double.acos(change.cosine) * 180 / Double.pi)
    }
    self.turns = turns.compactMapValues { mean($0) }
    text = ""
    text = wording(isFocal: focal != nil)
  }

  private func wording(isFocal: Bool) -> String {
    guard let cosine, let lowestCosine else { return "No minibatch cosine was measured: nothing can be said." }
    func shown(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
    let whose = isFocal ? " with the focal task" : ""
    let finding =
      "On minibatches the mean cosine\(whose) is \(shown(cosine)), the lowest of a pair \(shown(lowestCosine)). "
    let rule = "in conflict (below \(shown(Self.conflict)) beyond twice the standard error)"
    let count = persistentConflicts == 1 ? "1 of \(pairs) pairs stays" : "\(persistentConflicts) of \(pairs) pairs stay"
    let meaning =
      couldMatter
      ? "gradient surgery could matter. Measure it with --compare-combiners."
      : "what gradient surgery would act on is mostly the noise of the batches, and averaging is safe."
    return finding + "\(count) \(rule): " + meaning
  }
}
