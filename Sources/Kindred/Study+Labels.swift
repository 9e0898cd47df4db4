internal import Diagnostics
internal import Foundation
public import Labels
internal import LinearAlgebra
internal import Panels
internal import Tables
internal import Trainers

extension Study {
  /// Measures the plan's jobs that are missing and, when none is left, writes `gains.csv` and `tasks.csv`.
  ///
  /// - Parameters:
  ///   - shard: which part of the plan this process measures. Without the other parts nothing but journals is written.
  ///   - runner: what trains from here on, on this study; the built-in networks unless it is given.
  @discardableResult
  public func label(shard: Shard = .whole, runner: (any JobRunner)? = nil) throws -> LabelStatus {
    if let runner { chosenRunner = runner }
    let panel = try panel().panel
    let plan = try labelPlan()
    var content = try journals()
    let missing = plan.jobs.enumerated().filter {
      shard.holds($0.offset) && content.table.outcomes[$0.element] == nil
    }
    .map(\.element)
    if !missing.isEmpty {
      progress.begin("Measuring alone and in pairs", total: missing.count)
      try execution(panel: panel, shard: shard).run(
        missing, progress: progress, interruption: interruption)
      content = try journals()
      let fits = missing.count * settings.protocol.folds
      progress.end("\(plan.pairs.count) pairs, \(fits) fits")
    }
    knownLosses = content.table
    let status = status(of: content, plan: plan)
    if status.isComplete { try writeLabels(content.table, plan: plan) }
    return status
  }

  /// How far the labelling is, over all shards.
  public func labelStatus() throws -> LabelStatus {
    status(of: try journals(), plan: try labelPlan())
  }

  private func status(of content: JournalContent, plan: LabelPlan) -> LabelStatus {
    let jobs = plan.jobs
    let done = jobs.filter { content.table.outcomes[$0] != nil }.count
    let failed = jobs.filter { content.failures[$0] != nil }.count
    let each = content.measuredJobs > 0 ? content.seconds / Double(content.measuredJobs) : nil
    let missing = jobs.count - done - failed
    return LabelStatus(
      planned: jobs.count, done: done, failed: failed, missing: missing,
      secondsLeft: each.map { $0 * Double(missing) },
      tornLines: content.tornLines)
  }

  /// Everything measured so far.
  func losses() throws -> LossTable {
    if let knownLosses { return knownLosses }
    let table = try journals().table
    knownLosses = table
    return table
  }

  func journals() throws -> JournalContent {
    let panel = try panel().panel
    return try readJournals(
      in: folder.labels, panelHash: panel.hash, protocolHash: runner().identity.protocolHash,
      taskCount: panel.tasks.count)
  }

  func execution(panel: Panel, shard: Shard = .whole) throws -> JobExecution {
    JobExecution(
      runner: try runner(), threads: threads, folder: folder.labels, shard: shard, panelHash: panel.hash)
  }

  /// What trains the study's jobs.
  func runner() throws -> any JobRunner { try chosenRunner ?? networks() }

  /// The built-in networks on the study's splits.
  func networks() throws -> NetworkJobRunner {
    let panel = try panel().panel
    return NetworkJobRunner(
      panel: panel, training: settings.training, settings: settings.labels,
      splits: ReplicateSplits(panel: panel, settings: settings.labels))
  }

  /// Measures jobs that are missing, such as groups and plans, into the same journals.
  func measure(_ jobs: [Job], step: String) throws -> LossTable {
    var table = try losses()
    let missing = Array(Set(jobs.filter { table.outcomes[$0] == nil })).sorted()
    guard !missing.isEmpty else { return table }
    progress.begin(step, total: missing.count)
    try execution(panel: try panel().panel).run(
      missing, progress: progress, interruption: interruption)
    table = try journals().table
    knownLosses = table
    progress.end("\(missing.count) jobs")
    return table
  }
}
