internal import Diagnostics
internal import Foundation
public import Labels
internal import Panels
internal import Statistics
internal import StudyFiles

/// What came of a job that was repeated by hand.
public struct RepeatedJob: Encodable, Sendable {
  /// The job as `--job` takes it, such as `develop-0-3+7`.
  public var job: String
  /// The names of its tasks, in the order of `outcomes`.
  public var tasks: [String]
  /// One a task; nil where there is none.
  public var outcomes: [TaskOutcome?]
  /// Why there is none, or none of some task.
  public var failure: String?
  /// Where the trainer's files are, one a fold; empty for the built-in networks.
  public var folders: [String]

  /// For people: a line a task.
  public var text: String {
    var lines = zip(tasks, outcomes).compactMap { task, outcome in
      outcome.map {
        "\(UserError.shown(task)): loss \(NumberText.significant($0.loss)), null model "
          + "\(NumberText.significant($0.nullLoss)), \($0.rows) rows"
      }
    }
    if let failure { lines.append("\(job) failed: \(failure)") }
    lines += folders.map { "  \($0)" }
    return lines.joined(separator: "\n")
  }
}

extension Study {
  /// Runs one job again, keeping what a trainer from outside got and gave; an outcome counts where there was none.
  ///
  /// - Parameter identifier: as messages, `labels/jobs` and `LabelStatus` name jobs.
  /// - Throws: `UserError` where the study has no such job.
  public func repeatJob(_ identifier: String) throws -> RepeatedJob {
    keepsJobFolders = true
    knownJournals = nil
    let plan = try labelPlan()
    let store = try journals()
    let known = plan.jobs + store.content.table.outcomes.keys + store.content.failures.keys
    guard let job = known.first(where: { $0.identifier == identifier }) else {
      throw UserError.unknownJob(identifier, folder: folder.path)
    }
    progress.begin("Repeating \(identifier)", total: 1)
    var repeated = RepeatedJob(
      job: identifier, tasks: try job.tasks.map { try panel().panel.tasks[$0].name },
      outcomes: job.tasks.map { _ in nil }, failure: nil, folders: [])
    if store.missing(of: [job]).isEmpty {
      repeated.take(try runner().makeWorker(interruption: interruption).run(job))
      try interruption.check()
    } else {
      try run([job], journal: Shard.journalByHand)
      repeated.outcomes = store.content.table.outcomes[job] ?? repeated.outcomes
      repeated.failure = store.content.failures[job]
    }
    progress.end("")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.jobs)) ?? []
    repeated.folders = names.filter { $0.hasPrefix(identifier + "-fold-") && !$0.hasSuffix(".log") }.sorted()
      .map { folder.jobs + "/" + $0 }
    return repeated
  }
}

extension RepeatedJob {
  fileprivate mutating func take(_ result: JobResult) {
    switch result {
    case .measured(let outcomes, _): self.outcomes = outcomes
    case .partly(let outcomes, _, let reason):
      self.outcomes = outcomes
      failure = reason
    case .failed(let reason): failure = reason
    case .interrupted: break
    }
  }
}
