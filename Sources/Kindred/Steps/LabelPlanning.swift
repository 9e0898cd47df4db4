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
        interruption: interruption, start: start, labelShare: labelShare
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
  /// When the call began: what came before the labels is taken off their share.
  var start = Date()
  /// The share of the call's time that labels may take.
  var labelShare = 1.0

  /// Linear models differ between replicates by their folds alone, so a few say what they reach.
  private static let linearReplicates = 3
  /// Rows to train on, over all jobs and folds, beyond which the time is measured before the jobs are chosen: minutes.
  private static let longWork = 2e7
  /// Tasks that are trained alone to see how long it takes.
  private static let timedTasks = 16

  func plan() throws -> LabelPlan {
    var seconds: Double?
    let allocation: LabelAllocation
    switch settings.labelBudget {
    case .fraction(let share):
      allocation = LabelAllocation(fraction: share, taskCount: count, settings: settings.labels)
    case .fits(let fits):
      allocation = LabelAllocation(fits: fits, taskCount: count, settings: settings.labels)
    case .seconds(let limit): (allocation, seconds) = (try self.allocation(seconds: limit), limit)
    case .automatic(let share): (allocation, seconds) = try automaticAllocation(share)
    }
    var plan = plan(allocation)
    plan.callSeconds = seconds
    return plan
  }

  private var count: Int { panel.tasks.count }
  private var jobsAtOnce: Int { store.jobsAtOnce(threads: threads) }

  private func plan(_ allocation: LabelAllocation) -> LabelPlan {
    let order = balancedPairOrder(
      taskCount: count, count: allocation.pairs, stream: RandomStream(seed: settings.seed).split("pairs"))
    return LabelPlan(
      panelHash: panel.hash, protocolHash: store.identity.protocolHash, taskCount: count,
      baselineReplicates: allocation.baselineReplicates, replicates: allocation.replicates,
      linearReplicates: min(Self.linearReplicates, allocation.baselineReplicates), sets: order.map { TaskSet($0) })
  }

  /// The share of the pairs, unless that takes longer than an hour; and the hour where it does.
  private func automaticAllocation(_ share: Double) throws -> (LabelAllocation, Double?) {
    let whole = LabelAllocation(fraction: share, taskCount: count, settings: settings.labels)
    let jobs = plan(whole).jobs
    let rows = jobs.reduce(0) { $0 + JobCost.rows(of: $1, rows: panel.taskRows, sharedRows: panel.sharedRows) }
    guard Double(rows * settings.protocol.folds) > Self.longWork, let cost = try cost() else { return (whole, nil) }
    let seconds = cost.seconds(of: jobs) / Double(jobsAtOnce) / CallShare.labels
    guard seconds > LabelBudget.automaticSeconds else { return (whole, nil) }
    let limit = LabelBudget.automaticSeconds
    let bought = try allocation(seconds: limit)
    let more = try allocation(seconds: 2 * limit)
    progress.note(
      """
        \(NumberText.percent(share, decimals: 0)) of the pairs would take about \(NumberText.duration(seconds: seconds)) on \
      \(threads) threads, plans and verification included. Within an hour: \(words(bought)). Twice that (--budget 2h): \
      \(words(more)).
      """)
    return (bought, limit)
  }

  private func words(_ allocation: LabelAllocation) -> String {
    "\(allocation.pairs) pairs \(allocation.replicates) times, each task alone \(allocation.baselineReplicates) times"
  }

  /// What a time buys on this machine.
  private func allocation(seconds: Double) throws -> LabelAllocation {
    guard seconds > 0, let cost = try cost() else {
      return LabelAllocation(fits: 0, taskCount: count, settings: settings.labels)
    }
    let alone = cost.seconds(of: (0..<count).map { Job(tasks: [$0], replicate: 0) }) / Double(count)
    let sample = balancedPairOrder(
      taskCount: count, count: min(200, TaskPair.count(taskCount: count)),
      stream: RandomStream(seed: settings.seed).split("pairs"))
    let pair = cost.seconds(of: sample.map { Job(tasks: TaskSet($0), replicate: 0) }) / Double(max(sample.count, 1))
    let left = max(0, seconds * labelShare - Date().timeIntervalSince(start)) * Double(jobsAtOnce)
    // Linear models cost about half of what networks do.
    let jobs = left / alone - 0.5 * Double(Self.linearReplicates * count)
    return LabelAllocation(
      aloneJobs: Int(max(0, min(jobs, 1e9))), pairCost: max(pair / alone, 0.01), taskCount: count,
      settings: settings.labels)
  }

  /// How long jobs take, measured on some tasks alone; nil where that cannot be told.
  private func cost() throws -> JobCost? {
    let bySize = (0..<count).sorted { (panel.taskRows[$0], $0) < (panel.taskRows[$1], $1) }
    let timed = min(Self.timedTasks, count)
    let chosen = (0..<timed).map { bySize[(2 * $0 + 1) * count / (2 * timed)] }
    let missing = store.missing(of: chosen.map { Job(tasks: [$0], replicate: 0) })
    if !missing.isEmpty {
      progress.begin("Timing some tasks alone", total: missing.count)
      try store.run(missing, threads: threads, progress: progress, interruption: interruption)
      progress.end("\(missing.count) jobs")
    }
    return JobCost(of: store.content, rows: panel.taskRows, sharedRows: panel.sharedRows)
  }
}

extension Panel {
  /// The number of rows of each task.
  var taskRows: [Int] { tasks.map(\.rows.count) }

  /// Rows that all tasks share, so that no training meets more; nil where every task has its own.
  var sharedRows: Int? { layout == .wide ? rowCount : nil }
}
