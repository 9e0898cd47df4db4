internal import LinearAlgebra
internal import Statistics

extension Job {
  /// What a job is called in messages and in folders: `develop-0-3+7`, `verify-2-0..14+20`, `develop-0-3-linear`: phase,
  /// replicate, tasks by their place in the panel, and the learner where it is none of the study's.
  ///
  /// Only letters, digits, `-`, `+` and `.`; tasks that would take more than 100 characters are told by number and hash.
  public var identifier: String {
    var parts = ["\(phase.rawValue)", "\(replicate)", NumberRanges.text(of: tasks.tasks, range: "..", separator: "+")]
    if parts[2].count > Self.longestList { parts[2] = "\(tasks.count).tasks.\(Self.hash(of: parts[2]))" }
    if learner != .network { parts.append(learner.rawValue) }
    return parts.joined(separator: "-")
  }

  private static let longestList = 100

  private static func hash(of text: String) -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(text)
    return fingerprint.hexadecimal
  }
}
