internal import Diagnostics

/// Which of some jobs gave no outcome, or none for one of their tasks, and what that means.
public struct JobFailures: Codable, Equatable, Sendable {
  /// Jobs that failed, wholly or for one of their tasks.
  public var failed: Int
  /// Jobs that were looked at.
  public var jobs: Int
  /// Why, and how many times; the most frequent first.
  public var reasons: [Reason]
  /// Whether one of them belongs to the recommended plan, or to what it is compared with.
  public var touchesRecommendation: Bool

  /// One reason for failing.
  public struct Reason: Codable, Equatable, Sendable {
    /// What the runner said of the job.
    public var text: String
    /// How many jobs failed for it.
    public var jobs: Int
  }

  /// nil where none of the jobs failed.
  package init?(of jobs: Set<Job>, recommended: Set<Job>, in content: JournalContent) {
    let failures = content.failures.filter { jobs.contains($0.key) || recommended.contains($0.key) }
    if failures.isEmpty { return nil }
    failed = failures.count
    self.jobs = jobs.union(recommended).count
    reasons = Dictionary(grouping: failures.values, by: \.self).map { Reason(text: $0.key, jobs: $0.value.count) }
      .sorted { ($1.jobs, $0.text) < ($0.jobs, $1.text) }
    touchesRecommendation = failures.keys.contains { recommended.contains($0) }
  }

  /// A sentence for people.
  public var text: String {
    let shown = reasons.prefix(3).map { "\(UserError.shown($0.text)) (\($0.jobs))" }.joined(separator: "; ")
    let rest = reasons.count > 3 ? "; and \(reasons.count - 3) other reasons" : ""
    let meaning =
      touchesRecommendation
      ? "The recommendation rests on some of them: do not rely on it before they are mended."
      : "What is recommended rests on none of them."
    return "\(failed) of \(jobs) jobs failed: \(shown)\(rest). \(meaning)"
  }
}
