internal import Diagnostics
internal import Foundation
internal import Labels
internal import LinearAlgebra
internal import Panels
internal import Statistics
internal import StudyFiles

extension Study {
  /// The plan of the labels: kept from the first call on, unless the settings that make it have changed.
  func labelPlan() throws -> LabelPlan {
    if let knownPlan { return knownPlan }
    let panel = try panel().panel
    let settings = Self.hash(try [Self.text(settings.protocol) + panel.hash] + trainingInputs())
    let plan: LabelPlan
    if let kept = LabelPlanFile.read(folder.plan), kept.settings == settings,
      kept.plan.isConsistent(taskCount: panel.tasks.count)
    {
      plan = kept.plan
    } else {
      plan = try LabelPlanning(
        panel: panel, settings: self.settings, store: journals(), threads: threads, progress: progress,
        interruption: interruption
      ).plan()
      try folder.make(folder.labels)
      try LabelPlanFile(plan: plan, settings: settings).write(to: folder.plan)
    }
    knownPlan = plan
    return plan
  }
}

/// Which jobs the budget of the settings buys.
struct LabelPlanning {
  let panel: Panel
  let settings: StudySettings
  let store: JournalStore
  let threads: Int
  let progress: any ProgressReporter
  let interruption: Interruption

  /// Linear models differ between replicates by their folds alone, so a few say what they reach.
  private static let linearReplicates = 3

  func plan() throws -> LabelPlan {
    let allocation = try allocation()
    let order = balancedPairOrder(
      taskCount: panel.tasks.count, count: allocation.pairs,
      stream: RandomStream(seed: settings.seed).split("pairs"))
    return LabelPlan(
      panelHash: panel.hash, protocolHash: store.identity.protocolHash, taskCount: panel.tasks.count,
      baselineReplicates: allocation.baselineReplicates, replicates: allocation.replicates,
      linearReplicates: min(Self.linearReplicates, allocation.baselineReplicates),
      sets: order.map { TaskSet($0) })
  }

  private func allocation() throws -> LabelAllocation {
    let count = panel.tasks.count
    switch settings.labelBudget {
    case .fraction(let share):
      return LabelAllocation(fraction: share, taskCount: count, settings: settings.labels)
    case .fits(let fits):
      return LabelAllocation(fits: fits, taskCount: count, settings: settings.labels)
    case .seconds(let seconds):
      let fits = try affordableFits(seconds: seconds, taskCount: count)
      return LabelAllocation(fits: fits, taskCount: count, settings: settings.labels)
    }
  }

  /// What `seconds` buy on this machine, from the time that one replicate of the baseline takes.
  ///
  /// A pair trains on two tasks' rows, so it is taken to cost twice a task alone.
  private func affordableFits(seconds: Double, taskCount: Int) throws -> Int {
    let start = Date()
    let missing = store.missing(of: (0..<taskCount).map { Job(tasks: [$0], replicate: 0) })
    if !missing.isEmpty {
      progress.begin("Timing a replicate of each task alone", total: missing.count)
      try store.run(missing, threads: threads, progress: progress, interruption: interruption)
      progress.end("\(missing.count) jobs")
    }
    let spent = Date().timeIntervalSince(start)
    let each = store.content.seconds / Double(max(store.content.measuredJobs, 1))
    guard each > 0 else { return 0 }
    let left = max(0, seconds - spent) * Double(store.jobsAtOnce(threads: threads))
    let alone = Double(taskCount * settings.protocol.baselineReplicates)
    let jobs = min(left / each, alone) + max(0, left / each - alone) / 2
    return Int(min(jobs, 1e9)) * settings.protocol.folds
  }
}
