internal import Reports

/// What the plans reach on rows that nothing else has seen.
public struct Verification: Codable, Equatable, Sendable {
  public var recommended: String
  /// The recommended plan first, then its rivals: all alone, all together, by kind, random groups of the same sizes.
  public var scores: [PlanScore]

  /// One line a plan.
  public var text: String {
    scores.map { score in
      let loss = NumberText.estimate(Estimate(score.loss, standardError: score.lossError))
      let gain = NumberText.signedPercent(Estimate(score.gain, standardError: score.gainError))
      let mark = score.name == recommended ? " (recommended)" : ""
      return "\(score.name)\(mark): loss \(loss), \(gain) a task over alone"
    }.joined(separator: "\n")
  }
}
