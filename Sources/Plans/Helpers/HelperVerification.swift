internal import Diagnostics
package import Labels

/// What a primary task's helpers and their rivals reach on rows that nothing else has seen.
public struct HelperVerification: Codable, Equatable, Sendable {
  /// Of one primary task.
  public struct Primary: Codable, Equatable, Sendable {
    /// Its index in the panel.
    public var primary: Int
    /// The name of the recommended set.
    public var recommended: String
    /// The recommended set first, then its rivals.
    public var scores: [PlanMeasurement]
    /// How the choice held; nil where the recommended set has no outcome.
    public var quality: PlanQuality?
  }

  /// In the order of the choice.
  public var primaries: [Primary]

  /// Scores the sets of a choice on what was measured of the verification rows.
  package init(of choice: HelperChoice, in table: LossTable, replicates: Int) {
    primaries = choice.primaries.map { choice in
      let scores = Self.sets(of: choice).filter {
        $0.isMeasured(in: table, replicates: replicates, phase: .verify)
      }.map { PlanMeasurement($0, in: table, phase: .verify, replicates: replicates) }
      return Primary(
        primary: choice.primary, recommended: choice.recommended.name, scores: scores,
        quality: PlanQuality(
          of: choice.recommended.name, developed: choice.estimate, lead: choice.lead, verified: scores))
    }
  }

  /// One line a set.
  public func text(tasks: [String]) -> String {
    primaries.map { primary in
      primary.scores.map { score in
        let mark = score.name == primary.recommended ? " (recommended)" : ""
        return "\(tasks[primary.primary]), \(score.name)\(mark): loss \(NumberText.estimate(score.lossEstimate)), "
          + "\(NumberText.signedPercent(score.gainEstimate)) over alone"
      }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// What is verified of a choice: the recommended set, the best of networks where that is another, and the simple sets.
  package static func sets(of choice: PrimaryChoice) -> [HelperSet] {
    var sets = [choice.recommended]
    for set in [choice.bestNetworks].compactMap(\.self) + choice.candidates.filter(\.isSimple)
    where !sets.contains(where: { $0.name == set.name }) { sets.append(set) }
    return sets
  }

  /// The jobs that verify a choice, each once.
  package static func jobs(of choice: HelperChoice, replicates: Int) -> [Job] {
    Set(choice.primaries.flatMap(sets).flatMap { $0.jobs(replicates: replicates, phase: .verify) }).sorted()
  }

  /// What a set reached in a replicate, for files; nil where it was not measured.
  package static func outcome(of set: HelperSet, replicate: Int, in table: LossTable) -> TaskOutcome? {
    set.outcome(replicate: replicate, in: table, phase: .verify)
  }
}
