internal import Statistics

/// How far the labelling of a study is, over all shards.
public struct LabelStatus: Codable, Equatable, Sendable {
  /// Jobs of the plan.
  public var planned: Int
  /// Jobs of the plan that gave an outcome for each of their tasks.
  public var done: Int
  /// Jobs of the plan that gave none, or none for one of their tasks.
  public var failed: Int
  /// Why the first of them failed; nil where none did.
  public var firstFailure: String?
  /// Which job that was, as `--job` takes it.
  public var firstFailedJob: String?
  /// Jobs of the plan that no journal knows of.
  public var missing: Int
  /// Seconds that the missing jobs would take on one thread, from those that are done; nil before the first.
  public var secondsLeft: Double?
  /// Journal lines that could not be read, each the price of a killed writer.
  public var tornLines: Int
  /// Journal lines of another panel or protocol, which count for nothing.
  public var foreignLines: Int
  /// In how many shards the plan is measured; nil where nobody said.
  public var shards: Int?
  /// The shards that have missing jobs, ascending from 1; nil as `shards`.
  public var missingShards: [Int]?

  /// Whether every job was tried; some may have failed.
  public var isComplete: Bool { missing == 0 }

  /// One line for people, and one with the missing shards as Slurm's arrays are written, where there are any.
  public var text: String {
    var parts = ["\(done) of \(planned) jobs done"]
    if failed > 0 { parts.append("\(failed) failed" + failureText) }
    if missing > 0 { parts.append("\(missing) missing") }
    if missing > 0, let secondsLeft { parts.append("about \(Int(secondsLeft.rounded(.up))) s of one thread left") }
    if foreignLines > 0 { parts.append("\(foreignLines) lines of another panel or protocol left out") }
    let array = (missingShards ?? []).isEmpty ? "" : "\n--array=" + NumberRanges.text(of: missingShards ?? [])
    return parts.joined(separator: ", ") + array
  }

  /// ` (develop-0-3+7: why; kindred label --job repeats it by hand)`.
  private var failureText: String {
    guard let firstFailure, let firstFailedJob else { return "" }
    return " (\(firstFailedJob): \(firstFailure); --job \(firstFailedJob) repeats it)"
  }
}

extension LabelStatus {
  /// How far the jobs of a plan are.
  ///
  /// - Parameter shards: in how many parts they are measured.
  package init(of plan: LabelPlan, in content: JournalContent, shards: Int? = nil) {
    self.init(plan, content, shards: shards)
  }

  /// The same of journals that were read for this alone.
  package init(of plan: LabelPlan, in tally: JournalTally, shards: Int? = nil) {
    self.init(plan, tally, shards: shards)
  }

  private init(_ plan: LabelPlan, _ content: some JournalSink, shards: Int?) {
    let jobs = plan.jobs
    let failures = content.failures
    self.shards = shards
    missingShards = shards.map { count in
      let missing = jobs.enumerated().filter { content.completeness(of: $1) == nil && failures[$1] == nil }
      return Set(missing.map { $0.offset % count + 1 }).sorted()
    }
    planned = jobs.count
    done = jobs.count { content.completeness(of: $0) != nil && (failures.isEmpty || failures[$0] == nil) }
    failed = failures.isEmpty ? 0 : jobs.count { failures[$0] != nil }
    let first = failed > 0 ? jobs.first { failures[$0] != nil } : nil
    firstFailure = first.flatMap { failures[$0] }
    firstFailedJob = first?.identifier
    missing = planned - done - failed
    let each = content.measuredJobs > 0 ? content.seconds / Double(content.measuredJobs) : nil
    let left = jobs.count { $0.learner == .network && content.completeness(of: $0) == nil && failures[$0] == nil }
    secondsLeft = each.map { $0 * Double(left) }
    tornLines = content.tornLines
    foreignLines = content.foreignLines
  }
}
