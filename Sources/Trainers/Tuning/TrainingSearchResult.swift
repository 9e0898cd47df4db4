/// What a search for ways of training found.
public struct TrainingSearchResult: Sendable {
  /// What was tried; the first is the settings as they were.
  public let candidates: [TrainingCandidate]
  /// What each candidate reached on tasks alone.
  public let alone: [CandidateTrial]
  /// What each candidate reached on all tasks together and on pairs.
  public let together: [CandidateTrial]
  let costLimit: Double

  /// The candidate to train tasks alone by.
  public var chosenAlone: Int { best(of: alone) }

  /// The candidate to train several tasks by.
  public var chosenTogether: Int { best(of: together) }

  /// The lowest relative loss of those that trained all folds and are not too dear; the earlier of equals.
  private func best(of trials: [CandidateTrial]) -> Int {
    let finalists = trials.indices.filter {
      trials[$0].foldCount == trials[0].foldCount && ($0 == 0 || trials[$0].cost <= costLimit * trials[0].cost)
    }
    return finalists.min { (trials[$0].relativeLoss, $0) < (trials[$1].relativeLoss, $1) } ?? 0
  }
}
