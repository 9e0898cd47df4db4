internal import Diagnostics
internal import Foundation
internal import Labels
internal import LinearAlgebra
internal import Panels

extension Study {
  /// The plan of the labels: kept from the first call on, unless the settings that make it have changed.
  func labelPlan() throws -> LabelPlan {
    let panel = try panel().panel
    let wanted = try text(settings.protocol) + panel.hash
    var fingerprint = Fingerprint()
    fingerprint.add(wanted)
    if let kept = try? JSONText.read(KeptPlan.self, from: folder.plan, madeBy: "label"),
      kept.settings == fingerprint.hexadecimal
    {
      return kept.plan
    }
    let plan = try makePlan(panel: panel)
    try folder.make(folder.labels)
    try JSONText.write(KeptPlan(plan: plan, settings: fingerprint.hexadecimal), to: folder.plan)
    return plan
  }

  /// A plan and a hash of what it was made from.
  private struct KeptPlan: Codable {
    var plan: LabelPlan
    var settings: String
  }

  private func makePlan(panel: Panel) throws -> LabelPlan {
    let count = panel.tasks.count
    let allocation: LabelAllocation
    switch settings.labelBudget {
    case .fraction(let share):
      allocation = LabelAllocation(fraction: share, taskCount: count, settings: settings.labels)
    case .fits(let fits):
      allocation = LabelAllocation(fits: fits, taskCount: count, settings: settings.labels)
    case .seconds(let seconds):
      let fits = try affordableFits(seconds: seconds, panel: panel)
      allocation = LabelAllocation(fits: fits, taskCount: count, settings: settings.labels)
    }
    return LabelPlan(
      panelHash: panel.hash, protocolHash: try runner().identity.protocolHash, taskCount: count,
      baselineReplicates: allocation.baselineReplicates, replicates: allocation.replicates,
      pairs: balancedPairOrder(
        taskCount: count, count: allocation.pairs, stream: stream.split("pairs")))
  }

  /// What `seconds` buy on this machine, from the time that one replicate of the baseline takes.
  ///
  /// A pair trains on two tasks' rows, so it is taken to cost twice a task alone.
  private func affordableFits(seconds: Double, panel: Panel) throws -> Int {
    let baseline = (0..<panel.tasks.count).map { Job(tasks: [$0], replicate: 0) }
    let start = Date()
    let known = try journals()
    let missing = baseline.filter { known.table.outcomes[$0] == nil }
    if !missing.isEmpty {
      progress.begin("Timing a replicate of each task alone", total: missing.count)
      try execution(panel: panel).run(missing, progress: progress, interruption: interruption)
      progress.end("\(missing.count) jobs")
    }
    let spent = Date().timeIntervalSince(start)
    let content = try journals()
    let each = content.seconds / Double(max(content.measuredJobs, 1))
    guard each > 0 else { return 0 }
    let left = max(0, seconds - spent) * Double(threads)
    let alone = Double(panel.tasks.count * settings.protocol.baselineReplicates)
    let jobs = min(left / each, alone) + max(0, left / each - alone) / 2
    return Int(min(jobs, 1e9)) * settings.protocol.folds
  }
}
